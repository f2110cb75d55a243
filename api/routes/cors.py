"""What browsers on other sites may do: send events and ask for next steps."""

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware


def allow_browsers(app: FastAPI) -> None:
    """Any header that is asked for is allowed: a fixed list loses every event with a custom one.

    Cookies play no part, so any origin is as good as another. An SDK obeys only what it can read.
    """
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "POST"],
        allow_headers=["*"],
        expose_headers=["retry-after", "ratelimit", "ratelimit-policy", "x-request-id"],
        max_age=600,
    )

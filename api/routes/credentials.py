"""Who asks: what a request shows of it, and the principal that this makes."""

from typing import Protocol

from starlette.requests import Request

from api.ingestion.credentials import key_of
from api.services.credentials import Credentials
from graph.access import Principal
from recommender import Instant


class Doorkeeper(Protocol):
    async def principal(self, shown: Credentials, now: Instant, /) -> Principal:
        """Raises an ``Unauthorized`` or a ``Forbidden`` of some kind."""


def presented_key(request: Request) -> str | None:
    """As a Bearer token, the user name of Basic, or ``X-Api-Key``."""
    headers = request.headers
    return key_of(headers.get("authorization"), None, {}) or headers.get("x-api-key")


def presented(request: Request, key: str | None = None) -> Credentials:
    """``key`` is one that was found elsewhere than in the headers."""
    headers = request.headers
    return Credentials(
        presented_key(request) or key,
        *(headers.get(name) for name in ("origin", "x-buyer-token", "x-workspace")),
    )

"""Whether the process lives, and whether it can do its work."""

from collections.abc import Awaitable, Callable, Mapping

import orjson
from fastapi import APIRouter, Response

Check = Callable[[], Awaitable[bool]]
METHODS = ["GET", "HEAD"]
"""Some balancers ask for the head alone."""


def health_router(checks: Mapping[str, Check]) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.api_route("/healthz", methods=METHODS)
    async def healthz() -> Response:
        """The process answers."""
        return _told({})

    @router.api_route("/readyz", methods=METHODS)
    async def readyz() -> Response:
        """Each thing that requests need, by name."""
        found = {name: await check() for name, check in checks.items()}
        return _told(found)

    return router


def _told(found: Mapping[str, bool]) -> Response:
    well = all(found.values())
    content = {"status": "ok" if well else "unavailable", "checks": found}
    return Response(orjson.dumps(content), 200 if well else 503, media_type="application/json")

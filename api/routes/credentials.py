"""Who asks: the key of a request and what it opens."""

from typing import Protocol

from starlette.requests import Request

from api.ingestion.credentials import key_of
from api.store.api_keys import Access
from recommender import Instant


class Doorkeeper(Protocol):
    async def access(self, key: str | None, now: Instant, /) -> Access:
        """Raises ``Unauthorized``, ``UnknownKey`` or ``RevokedKey``."""


def presented_key(request: Request) -> str | None:
    """As a Bearer token, the user name of Basic, or ``X-Api-Key``."""
    headers = request.headers
    return key_of(headers.get("authorization"), None, {}) or headers.get("x-api-key")

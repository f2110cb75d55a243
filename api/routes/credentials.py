"""Who asks: the key of a request and what it opens."""

from typing import Protocol

from starlette.requests import Request

from api.ingestion.credentials import key_of
from api.keys import KeyKind
from api.store.api_keys import Access
from graph.access import Permission, Principal
from recommender import Instant

BROWSERS = frozenset(
    {Permission.ANY, Permission.NEXT_STEPS_READ, Permission.CATALOGUE_READ, Permission.EVENTS_WRITE}
)
"""What a publishable key may do: whoever reads a page can read its key."""


class Doorkeeper(Protocol):
    async def access(self, key: str | None, now: Instant, /) -> Access:
        """Raises ``Unauthorized``, ``UnknownKey`` or ``RevokedKey``."""


def presented_key(request: Request) -> str | None:
    """As a Bearer token, the user name of Basic, or ``X-Api-Key``."""
    headers = request.headers
    return key_of(headers.get("authorization"), None, {}) or headers.get("x-api-key")


def principal_of(access: Access) -> Principal:
    secret = access.kind is KeyKind.SECRET
    return Principal(
        access.workspace,
        frozenset(Permission) if secret else BROWSERS,
        writes_documents=secret,
        vouches=secret,
    )

"""Who asks: found by key, remembered for half a second; or a user by the token of an issuer."""

from hashlib import blake2b

from api.errors import ExpiredKey, OriginNotAllowed, Unauthorized
from api.keys import KeyKind, signing_secret
from api.services import origins, visitors
from api.services.credentials import Credentials
from api.services.memory import Memory
from api.services.tokens import looks_signed
from api.services.users import Users
from api.store import api_keys
from api.store.api_keys import Access
from api.store.database import Database
from graph.access import Permission, Principal, Visitor
from recommender import Instant


class Authenticate:
    def __init__(self, database: Database, pepper: bytes, users: Users | None = None) -> None:
        self._database = database
        self._pepper = pepper
        self._users = users
        self._keys = Memory[bytes, Access]()

    async def principal(self, shown: Credentials, now: Instant) -> Principal:
        """Raises an ``Unauthorized`` or a ``Forbidden`` of some kind."""
        if not shown.key:
            raise Unauthorized
        if self._users is not None and looks_signed(shown.key):
            return await self._users.principal(shown.key, shown.workspace, now)
        access = await self._access(shown.key, now)
        if access.expires_at is not None and access.expires_at <= now:
            raise ExpiredKey
        if shown.origin and access.origins and not origins.allows(access.origins, shown.origin):
            raise OriginNotAllowed
        return _principal(access, self._visitor(access, shown.buyer_token, now))

    async def _access(self, key: str, now: Instant) -> Access:
        mark = blake2b(key.encode("utf-8", "replace"), digest_size=16).digest()
        return await self._keys.recall(
            mark, now, lambda: api_keys.find(self._database, key, self._pepper)
        )

    def _visitor(self, access: Access, token: str | None, now: Instant) -> Visitor | None:
        """A server vouches for its buyers by its key."""
        if not token or access.kind is KeyKind.SECRET:
            return None
        good = (id_ for id_, until in access.signing if until is None or now < until)
        secrets = [signing_secret(access.workspace, id_, self._pepper) for id_ in good]
        return visitors.visitor(token, secrets, now)


def _principal(access: Access, visitor: Visitor | None) -> Principal:
    secret = access.kind is KeyKind.SECRET
    return Principal(
        access.workspace,
        access.scopes | {Permission.ANY},
        writes_documents=secret,
        vouches=secret,
        visitor=visitor,
        caller=access.key,
    )

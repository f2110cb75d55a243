"""Whose key it is: found in the store, remembered for a few seconds so that revocation is quick."""

from collections import OrderedDict
from hashlib import blake2b

from api.errors import Unauthorized
from api.store import api_keys
from api.store.api_keys import Access
from api.store.database import Database
from recommender import SECOND, Instant

TRUSTED = 4 * SECOND
"""How long a found key is taken for good. What is not found is asked for again each time."""
REMEMBERED = 1024


class Authenticate:
    def __init__(self, database: Database, pepper: bytes) -> None:
        self._database = database
        self._pepper = pepper
        self._found: OrderedDict[bytes, tuple[Instant, Access]] = OrderedDict()

    async def access(self, key: str | None, now: Instant) -> Access:
        """Raises ``Unauthorized``, ``UnknownKey`` or ``RevokedKey``."""
        if not key:
            raise Unauthorized
        mark = blake2b(key.encode("utf-8", "replace"), digest_size=16).digest()
        until, access = self._found.get(mark, (Instant(0), None))
        if access is None or now >= until:
            self._found.pop(mark, None)
            access = await api_keys.find(self._database, key, self._pepper)
            self._remember(mark, Instant(now + TRUSTED), access)
        return access

    def _remember(self, mark: bytes, until: Instant, access: Access) -> None:
        self._found[mark] = (until, access)
        if len(self._found) > REMEMBERED:
            self._found.popitem(last=False)

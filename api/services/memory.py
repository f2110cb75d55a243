"""What was found a moment ago, taken for good for a moment more."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from recommender import SECOND, Instant

TRUSTED = Instant(SECOND // 2)
"""So that what is taken back is refused within a second by every process, whoever hears of it."""
REMEMBERED = 1024

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """What is not found is asked for again each time."""

    def __init__(self) -> None:
        self._found: OrderedDict[K, tuple[Instant, V]] = OrderedDict()

    async def recall(self, key: K, now: Instant, find: Callable[[], Awaitable[V]]) -> V:
        """Passes on what ``find`` raises."""
        until, known = self._found.get(key, (Instant(0), None))
        if known is not None and now < until:
            return known
        self._found.pop(key, None)
        found = await find()
        self._found[key] = (Instant(now + TRUSTED), found)
        if len(self._found) > REMEMBERED:
            self._found.popitem(last=False)
        return found

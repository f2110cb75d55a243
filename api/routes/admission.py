"""How many requests are worked on at once: a few more wait a while, the rest are sent away."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from api.errors import Overloaded


class Admission:
    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._most_waiting = waiting
        self._seconds = seconds
        self._waiting = 0

    @property
    def full(self) -> bool:
        """Whether one more would be sent away at once."""
        return self._slots.locked() and self._waiting >= self._most_waiting

    @contextlib.asynccontextmanager
    async def admitted(self) -> AsyncIterator[None]:
        """Raises ``Overloaded`` where too many wait, or where it took too long."""
        await self._take()
        try:
            yield
        finally:
            self._slots.release()

    async def _take(self) -> None:
        if self.full:
            raise Overloaded
        self._waiting += 1
        try:
            async with asyncio.timeout(self._seconds):
                await self._slots.acquire()
        except TimeoutError:
            raise Overloaded from None
        finally:
            self._waiting -= 1

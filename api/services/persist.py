"""Writing events until they are written: one transaction, tried again while that can help."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from typing import NamedTuple, TypeAlias
from uuid import UUID

from api.errors import Unavailable
from api.store.arrivals import Code, Event, Ignored, Receipt, Rejection
from api.store.connection import Writer
from api.store.database import Database
from api.store.failures import BAD_ROWS
from api.store.ingest import Moved, write
from recommender import Instant

TRIES = 3
MOVES = 20
"""How often others may get in between before the client is asked to come back."""


class Lane(NamedTuple):
    """What may share a transaction."""

    workspace: UUID
    source: str


Also: TypeAlias = Callable[[Writer, Sequence[Receipt]], Awaitable[None]]
"""What is to be written with the events, or not at all."""


class Persist:
    def __init__(self, database: Database, random: Random) -> None:
        self._database = database
        self._random = random

    async def __call__(
        self, lane: Lane, events: Sequence[Event], now: Instant, also: Also | None = None
    ) -> list[Receipt]:
        """Where the database refuses a value, the event that holds it is found and refused.

        Raises:
            Unavailable: Whether they were stored is unknown; sending them again is safe.
        """
        try:
            return await self._patiently(lane, events, now, also)
        except BAD_ROWS:
            receipts = await self._apart(lane, events, now)
        if also is not None:
            async with self._database.transaction(lane.workspace) as connection:
                await also(connection, receipts)
        return receipts

    async def _apart(self, lane: Lane, events: Sequence[Event], now: Instant) -> list[Receipt]:
        if len(events) == 1:
            (event,) = events
            as_it_came = None if isinstance(event, Ignored) else event.event
            refused = Rejection(Code.NOT_STORABLE, "the event cannot be stored", as_it_came)
            return await self._patiently(lane, [refused], now, None)
        half = len(events) // 2
        first = await self(lane, events[:half], now)
        return first + await self(lane, events[half:], now)

    async def _patiently(
        self, lane: Lane, events: Sequence[Event], now: Instant, also: Also | None
    ) -> list[Receipt]:
        """Tried again as a whole: the ids are made from the messages, so a repeat is harmless."""
        for _ in range(TRIES - 1):
            with contextlib.suppress(Unavailable):
                return await self._once(lane, events, now, also)
            await asyncio.sleep(self._random.uniform(0.02, 0.5))
        return await self._once(lane, events, now, also)

    async def _once(
        self, lane: Lane, events: Sequence[Event], now: Instant, also: Also | None
    ) -> list[Receipt]:
        workspace, source = lane
        for _ in range(MOVES):
            with contextlib.suppress(Moved):
                async with self._database.transaction(workspace) as connection:
                    receipts = await write(connection, workspace, events, now=now, source=source)
                    if also is not None:
                        await also(connection, receipts)
                    return receipts
        raise Unavailable

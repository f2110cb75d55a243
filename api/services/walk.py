"""Through all the buyers of a segment, in the order of their ids, so many at a time."""

import asyncio
from collections.abc import Callable, Collection
from typing import Protocol
from uuid import UUID

from api.services.desk import Desk
from api.services.segment import fits, place_of
from api.store import companies, people
from api.store.connection import Reader
from api.store.database import Database
from api.store.decisions import Ref
from api.store.people import Known
from api.store.span import HIGHEST, LOWEST, Span
from graph.answers import Flaw
from graph.errors import BadCursor
from graph.paging import Place
from graph.questions import AskMany, BuyerFilter, BuyerRef
from recommender import Instant, Journey, decode

AT_ONCE = 100
"""Buyers who are decided for at a time."""
MOST_READ = 2_000
"""Journeys that are looked at for one page."""
BREATH = 10
"""Journeys that are looked at before others get their turn."""


class Walk(Protocol):
    """The buyers whom a call is about."""

    place: Place | None
    """Where to go on, where more may follow."""

    async def chunk(self) -> list[Ref | Flaw] | None:
        """The next ones, perhaps none; ``None`` at the end."""


class ListWalk:
    """Those of a list, in its order."""

    place: Place | None = None

    def __init__(self, whom: tuple[BuyerRef | Flaw, ...]) -> None:
        self._left = [
            one if isinstance(one, Flaw) else Ref(one.kind.value, one.value) for one in whom
        ]

    async def chunk(self) -> list[Ref | Flaw] | None:
        taken, self._left = self._left[:AT_ONCE], self._left[AT_ONCE:]
        return taken or None


class SegmentWalk:
    """Those who belong to it when they are looked at."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        ask: AskMany,
        now: Instant,
        stopping: Callable[[], bool],
    ) -> None:
        """Raises ``BadCursor`` where the place is of another segment."""
        assert isinstance(ask.whom, BuyerFilter)  # noqa: S101  # a list has a walk of its own
        self._database, self._desk, self._now, self._stopping = database, desk, now, stopping
        self._wanted, self._number = ask.whom, place_of(ask.whom)
        self._left, self._looked = ask.first, 0
        self._over = False
        self.place = ask.after
        if ask.after is not None and ask.after.number != self._number:
            raise BadCursor("the cursor is of another segment")
        self._last = LOWEST[1] if ask.after is None else ask.after.id

    async def chunk(self) -> list[Ref | Flaw] | None:
        if self._over or self._left == 0 or self._stopping() or self._tired:
            return None
        async with self._database.read(self._desk.workspace) as reader:
            found = await self._page(reader, await self._accounts(reader))
        fit = await self._fitting(found)
        self._over = len(found) < AT_ONCE and (not found or self._last == found[-1].id)
        self.place = None if self._over else Place(self._number, str(self._last))
        return [Ref("id", str(one)) for one in fit]

    @property
    def _tired(self) -> bool:
        """A page ends where few fit; who wants all of them has the patience."""
        return self._left is not None and self._looked >= MOST_READ

    async def _page(self, reader: Reader, accounts: Collection[UUID] | None) -> list[Known]:
        span = Span(AT_ONCE, (LOWEST[0], self._last), HIGHEST, rising=True)
        return await people.page(reader, self._desk.workspace, span, accounts)

    async def _accounts(self, reader: Reader) -> Collection[UUID] | None:
        if not self._wanted.accounts:
            return None
        keys = self._wanted.accounts
        found = await companies.some(reader, self._desk.workspace, "key", keys)
        return [one.id for one in found]

    async def _fitting(self, found: list[Known]) -> list[UUID]:
        fit: list[UUID] = []
        for number, one in enumerate(found, 1):
            self._last = one.id
            self._looked += 1
            if self._fits(one):
                fit.append(one.id)
                if self._left is not None:
                    self._left -= 1
                    if self._left == 0:
                        break
            if number % BREATH == 0:
                await asyncio.sleep(0)
        return fit

    def _fits(self, one: Known) -> bool:
        if not self._wanted.of_journeys:
            return True
        journey = decode(one.state) if one.state else Journey.empty()
        return fits(self._wanted, journey, self._desk.layout.reader.read(journey, self._now))

"""Buyers as they are known: who they are, where they stand, and which of them are meant."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import replace
from uuid import UUID

from api.errors import UnknownBuyer
from api.services.desk import Desk, Desks
from api.services.segment import fits
from api.services.window import rising
from api.store import buyers, companies, journeys, people
from api.store.connection import Reader
from api.store.database import Database
from api.store.decisions import Ref
from api.store.people import Known
from api.store.span import Span
from graph.answers import KnownBuyer, ReadJourney
from graph.paging import Found, Page, Place, Window
from graph.ports import Ids
from graph.questions import BuyerFilter, BuyerRef
from recommender import Instant, Journey, NeedShare, StepContext, consider, decode

AT_ONCE = 200
"""Journeys that are read from the store at a time."""
MOST_READ = 2_000
"""Journeys that are looked at for one page."""
BREATH = 20
"""Journeys that are looked at before others get their turn."""


class People:
    def __init__(self, database: Database, desks: Desks) -> None:
        self._database = database
        self._desks = desks

    async def buyer(self, workspace: UUID, ref: BuyerRef) -> KnownBuyer | None:
        try:
            known = await buyers.profile(self._database, workspace, Ref(ref.kind.value, ref.value))
        except UnknownBuyer:
            return None
        account = known.account.id if known.account else None
        return KnownBuyer(known.id, known.identities, account, known.created)

    async def buyers(self, workspace: UUID, ids: Ids) -> Mapping[UUID, KnownBuyer]:
        async with self._database.read(workspace) as reader:
            known = await people.some(reader, workspace, ids)
            shown = await _shown(reader, workspace, list(known.values()))
        return {asked: shown[who.id] for asked, who in known.items()}

    async def colleagues(
        self, workspace: UUID, accounts: Ids, window: Window
    ) -> Mapping[UUID, Page[KnownBuyer]]:
        async with self._database.read(workspace) as reader:
            known = await people.of_accounts(reader, workspace, accounts, rising(window))
            shown = await _shown(reader, workspace, known)
        of = defaultdict[UUID | None, list[Found[KnownBuyer]]](list)
        for one in known:
            of[one.account].append(_found(shown[one.id]))
        return {account: window.page(of[account]) for account in accounts}

    async def journeys(self, workspace: UUID, ids: Ids, now: Instant) -> Mapping[UUID, ReadJourney]:
        desk = await self._desks.at(workspace)
        async with self._database.read(workspace) as reader:
            stored = await journeys.load(reader, workspace, ids)
        read = {}
        for number, buyer in enumerate(ids, 1):
            read[buyer] = _read(desk, stored.get(buyer, Journey.empty()), now)
            if number % BREATH == 0:
                await asyncio.sleep(0)
        return read

    async def segment(
        self, workspace: UUID, wanted: BuyerFilter, window: Window, now: Instant
    ) -> Page[KnownBuyer]:
        """Where only the journeys tell who is meant, a bounded number of them is looked at."""
        desk, span = await self._desks.at(workspace), rising(window)
        async with self._database.read(workspace) as reader:
            accounts = await _accounts(reader, workspace, wanted)
            if not wanted.of_journeys:
                known = await people.page(reader, workspace, span, accounts)
                return await _page(reader, workspace, window, known)
            search = Search(desk, wanted, now)
            await search.through(_all(reader, workspace, span, accounts), span.limit)
            page = await _page(reader, workspace, window, search.fit)
        return search.told(page, window)


class Search:
    """Looks at the journeys of buyers, one after another, until enough of them fit."""

    def __init__(self, desk: Desk, wanted: BuyerFilter, now: Instant) -> None:
        self._desk, self._wanted, self._now = desk, wanted, now
        self.fit: list[Known] = []
        self._left: UUID | None = None
        """The last one that was looked at, where there may be more."""

    async def through(self, buyers: AsyncIterator[Known], enough: int) -> None:
        looked = 0
        async for one in buyers:
            looked += 1
            self._look(one)
            if len(self.fit) == enough:
                return
            if looked == MOST_READ:
                self._left = one.id
                return
            if looked % BREATH == 0:
                await asyncio.sleep(0)

    def told(self, page: Page[KnownBuyer], window: Window) -> Page[KnownBuyer]:
        """With the place to go on from, where no item stands there."""
        if self._left is None:
            return page
        place = Place(0, str(self._left))
        if window.backwards:
            return replace(page, has_previous=True, start=place)
        return replace(page, has_next=True, end=place)

    def _look(self, one: Known) -> None:
        journey = decode(one.state) if one.state else Journey.empty()
        if fits(self._wanted, journey, self._desk.layout.reader.read(journey, self._now)):
            self.fit.append(one)


async def _all(
    reader: Reader, workspace: UUID, span: Span, accounts: Collection[UUID] | None
) -> AsyncIterator[Known]:
    left = replace(span, limit=AT_ONCE)
    while known := await people.page(reader, workspace, left, accounts):
        for one in known:
            yield one
        last = (Instant(0), known[-1].id)
        left = replace(left, low=last) if span.rising else replace(left, high=last)


async def _accounts(
    reader: Reader, workspace: UUID, wanted: BuyerFilter
) -> Collection[UUID] | None:
    if not wanted.accounts:
        return None
    found = await companies.some(reader, workspace, "key", wanted.accounts)
    return [one.id for one in found]


async def _page(
    reader: Reader, workspace: UUID, window: Window, known: list[Known]
) -> Page[KnownBuyer]:
    shown = await _shown(reader, workspace, known)
    return window.page([_found(shown[one.id]) for one in known])


async def _shown(
    reader: Reader, workspace: UUID, known: Collection[Known]
) -> dict[UUID, KnownBuyer]:
    names = await buyers.names_in(reader, workspace, [one.id for one in known])
    return {
        one.id: KnownBuyer(one.id, names.get(one.id, ()), one.account, one.created) for one in known
    }


def _found(buyer: KnownBuyer) -> Found[KnownBuyer]:
    return Found(buyer, Place(0, str(buyer.id)))


def _read(desk: Desk, journey: Journey, now: Instant) -> ReadJourney:
    layout = desk.layout
    state = layout.reader.read(journey, now)
    return ReadJourney(journey, state, _belief(desk, journey, now), layout.entries)


def _belief(desk: Desk, journey: Journey, now: Instant) -> tuple[NeedShare, ...]:
    """As a set for this buyer would rest on."""
    found = consider(desk.layout.shelf, journey, StepContext(), now, settings=desk.settings)
    return tuple(found.belief.listed())

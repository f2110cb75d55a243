"""What happened: acts of buyers, and the sets that were decided for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar
from uuid import UUID

from api.services.desk import Desks
from api.services.window import latest_first
from api.store import decisions, interactions
from api.store.database import Database
from api.store.decisions import Record
from graph.answers import RecordedDecision
from graph.entries import Entries
from graph.paging import Found, Page, Place, Window
from graph.ports import Ids
from recommender import Interaction

Item = TypeVar("Item")


class Chronicle:
    def __init__(self, database: Database, desks: Desks) -> None:
        self._database = database
        self._desks = desks

    async def acts(self, workspace: UUID, ids: Ids) -> Mapping[UUID, Interaction]:
        async with self._database.read(workspace) as reader:
            return await interactions.some(reader, workspace, ids)

    async def acts_of(
        self, workspace: UUID, buyers: Ids, window: Window
    ) -> Mapping[UUID, Page[Interaction]]:
        span = latest_first(window)
        async with self._database.read(workspace) as reader:
            found = await interactions.of_buyers(reader, workspace, buyers, span)
        items = ((buyer, Found(act, Place(act.at, str(act.id)))) for buyer, act in found)
        return _pages(buyers, window, items)

    async def decisions(self, workspace: UUID, ids: Ids) -> Mapping[UUID, RecordedDecision]:
        entries = await self._entries(workspace)
        async with self._database.read(workspace) as reader:
            found = await decisions.some(reader, workspace, ids)
        return {id_: _recorded(made, entries) for id_, made in found.items()}

    async def decisions_of(
        self, workspace: UUID, buyers: Ids, window: Window
    ) -> Mapping[UUID, Page[RecordedDecision]]:
        entries, span = await self._entries(workspace), latest_first(window)
        async with self._database.read(workspace) as reader:
            found = await decisions.of_buyers(reader, workspace, buyers, span)
        items = (
            (buyer, Found(_recorded(made, entries), Place(made.decision.at, str(made.decision.id))))
            for buyer, made in found
        )
        return _pages(buyers, window, items)

    async def _entries(self, workspace: UUID) -> Entries:
        return (await self._desks.at(workspace)).layout.entries


def _pages(
    buyers: Ids, window: Window, items: Iterable[tuple[UUID, Found[Item]]]
) -> Mapping[UUID, Page[Item]]:
    of = defaultdict[UUID, list[Found[Item]]](list)
    for buyer, item in items:
        of[buyer].append(item)
    return {buyer: window.page(of[buyer]) for buyer in buyers}


def _recorded(made: Record, entries: Entries) -> RecordedDecision:
    return RecordedDecision(made.decision, made.buyer, entries)

"""Many buyers at one moment: what next, for each of them?

They come in chunks. While one chunk is decided, the next is read and the one before is recorded,
so that the database works beside us; a chunk is answered once its record is durable. Whoever takes
the answers sets the pace, and no more than a few chunks are held, however many buyers there are.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from api.services.desk import Desks
from api.services.round import Chunk, Round
from api.services.walk import ListWalk, SegmentWalk, Walk
from api.store.database import Database
from graph.paging import Place
from graph.ports import Give
from graph.questions import AskMany, BuyerFilter
from recommender import Instant

Chunks: TypeAlias = "asyncio.Queue[Chunk | None]"


@dataclass(frozen=True, slots=True)
class AdviseMany:
    database: Database
    desks: Desks
    new_id: Callable[[], UUID]
    stopping: Callable[[], bool]
    """Whether the process is about to end: a walk through a segment ends early then."""

    async def decide_many(
        self, workspace: UUID, ask: AskMany, now: Instant, give: Give
    ) -> Place | None:
        """Sets for all of them, in their order, given as they are recorded.

        The place where to go on is answered, where more buyers of a segment may follow.
        """
        desk = await self.desks.at(workspace)
        walk: Walk
        if isinstance(ask.whom, BuyerFilter):
            walk = SegmentWalk(self.database, desk, ask, now, self.stopping)
        else:
            walk = ListWalk(ask.whom)
        round_ = Round(self.database, desk, ask, now, self.new_id)
        read, decided = asyncio.Queue[Chunk | None](1), asyncio.Queue[Chunk | None](1)
        with _first():
            async with asyncio.TaskGroup() as group:
                group.create_task(_read(walk, round_, read))
                group.create_task(_decide(round_, read, decided))
                group.create_task(_record(round_, decided, give))
        return walk.place


async def _read(walk: Walk, round_: Round, read: Chunks) -> None:
    while (refs := await walk.chunk()) is not None:
        if refs:
            await read.put(await round_.read(refs))
    await read.put(None)


async def _decide(round_: Round, read: Chunks, decided: Chunks) -> None:
    while (chunk := await read.get()) is not None:
        await round_.decide(chunk)
        await decided.put(chunk)
    await decided.put(None)


async def _record(round_: Round, decided: Chunks, give: Give) -> None:
    while (chunk := await decided.get()) is not None:
        await give(await round_.record(chunk))


@contextmanager
def _first() -> Iterator[None]:
    """One failure ends the whole call, and is told as if there had been nothing beside it."""
    try:
        yield
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None

"""Taking events in: what waits is written together, and answered after the COMMIT.

Many requests share one transaction. There is no timer: while one batch is being written the next
one gathers, so a quiet server answers at once and a busy one writes large batches.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from api.errors import Overloaded, Unavailable
from api.services.persist import Lane, Persist
from api.store.arrivals import Event, Receipt
from api.store.database import Database
from recommender import Instant


@dataclass(slots=True, eq=False)
class _Request:
    lane: Lane
    events: Sequence[Event]
    now: Instant
    done: asyncio.Future[list[Receipt]]

    def answer(self, receipts: list[Receipt]) -> None:
        if not self.done.done():  # the caller may have gone
            self.done.set_result(receipts)

    def fail(self, error: BaseException) -> None:
        if not self.done.done():
            self.done.set_exception(error)


class Recorder:
    """Made by ``recording``."""

    def __init__(self, persist: Persist, *, most: int = 2_000, most_waiting: int = 50_000) -> None:
        self._persist = persist
        self._most = most
        self._most_waiting = most_waiting
        self._queue: deque[_Request] = deque()
        self._waiting = 0
        self._wake = asyncio.Event()
        self._closing = False

    async def record(
        self, workspace: UUID, events: Sequence[Event], *, now: Instant, source: str
    ) -> list[Receipt]:
        """What became of each event, once that is durable.

        Raises:
            Overloaded: Too many events wait; none of these was taken.
            Unavailable: Whether they were stored is unknown; sending them again is safe.
        """
        if self._closing or self._waiting + len(events) > self._most_waiting:
            raise Overloaded
        done: asyncio.Future[list[Receipt]] = asyncio.get_running_loop().create_future()
        self._queue.append(_Request(Lane(workspace, source), events, now, done))
        self._waiting += len(events)
        self._wake.set()
        return await done

    async def flush_forever(self) -> None:
        """One of a few that write what waits, until closed and empty."""
        while self._queue or not self._closing:
            if not self._queue:
                self._wake.clear()
                await self._wake.wait()
                continue
            await self._flush(self._take())

    def close(self) -> None:
        """Takes nothing more; what waits is still written."""
        self._closing = True
        self._wake.set()

    def _take(self) -> list[_Request]:
        """The oldest request and all that can go with it."""
        batch = [self._queue.popleft()]
        rows = len(batch[0].events)
        left: deque[_Request] = deque()
        while self._queue:
            request = self._queue.popleft()
            if request.lane == batch[0].lane and rows + len(request.events) <= self._most:
                batch.append(request)
                rows += len(request.events)
            else:
                left.append(request)
        self._queue = left
        return batch

    async def _flush(self, batch: list[_Request]) -> None:
        events = [event for request in batch for event in request.events]
        now = max(request.now for request in batch)
        try:
            receipts = iter(await self._persist(batch[0].lane, events, now))
        except Exception as error:  # noqa: BLE001  # whoever waits is told, whatever it is
            for request in batch:
                request.fail(error)
        else:
            for request in batch:
                request.answer([next(receipts) for _ in request.events])
        finally:  # also when cancelled: nobody waits for ever
            self._waiting -= len(events)
            for request in batch:
                request.fail(Unavailable())


@contextlib.asynccontextmanager
async def recording(
    database: Database, *, random: Random, flushers: int = 2, drain: float = 10.0
) -> AsyncIterator[Recorder]:
    """A recorder with its flushers. Leaving writes what waits, for at most ``drain`` seconds."""
    recorder = Recorder(Persist(database, random))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(recorder.flush_forever()) for _ in range(flushers)]
        try:
            yield recorder
        finally:
            recorder.close()
            _, late = await asyncio.wait(tasks, timeout=drain)
            for task in late:
                task.cancel()

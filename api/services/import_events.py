"""Importing a file of events: parsing one chunk while the one before is being written."""

import asyncio
import contextlib
import gc
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from api.ingestion.segment import Envelope
from api.interchange.events import Chunk, EventFile
from api.services.persist import Lane, Persist
from api.store import import_runs
from api.store.arrivals import Receipt, Verdict
from api.store.connection import Writer
from api.store.database import Database
from api.store.import_runs import ImportRun
from recommender import Instant


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is, with the counts of all its runs."""

    size: int
    """Of the file, in bytes; ``run.position`` of them are done."""
    run: ImportRun

    def after(self, step: ImportRun) -> "Progress":
        run = self.run
        accepted, duplicate = run.accepted + step.accepted, run.duplicate + step.duplicate
        return Progress(
            self.size,
            ImportRun(step.position, accepted, duplicate, run.rejected + step.rejected),
        )


async def import_events(
    database: Database,
    workspace: UUID,
    file: EventFile,
    *,
    now: Instant,
    random: Random,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Every event of the file, from where an earlier run of the same file ended.

    Safe to interrupt and to repeat: a second run of a file changes nothing.

    Raises:
        BadColumnMap: The map does not fit the file.
        Unavailable: The database is away; the next run goes on from here.
    """
    digest = await asyncio.to_thread(file.digest)
    begun = await import_runs.begin(database, workspace, digest)
    persist = Persist(database, random)
    done = Progress(file.size(), begun)
    ahead = _ahead(file, now, begun.position)
    with few_collections():
        async with contextlib.aclosing(ahead) as chunks:
            async for chunk in chunks:
                step = await _write(persist, Lane(workspace, "file"), digest, chunk, now)
                done = done.after(step)
                on_progress(done)
    await import_runs.finish(database, workspace, digest, now)
    return done


@contextlib.contextmanager
def few_collections() -> Iterator[None]:
    """An import makes much and hardly a cycle: walking it all for garbage took two fifths of it."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


async def _ahead(file: EventFile, now: Instant, position: int) -> AsyncGenerator[Chunk]:
    """Chunks, each parsed in a thread while its forerunner is in use."""
    loop = asyncio.get_running_loop()
    chunks = file.chunks(Envelope(received=now, live=False), position)
    upcoming = loop.run_in_executor(None, next, chunks, None)
    try:
        while (chunk := await upcoming) is not None:
            upcoming = loop.run_in_executor(None, next, chunks, None)
            yield chunk
    finally:
        await asyncio.wait([upcoming])
        chunks.close()


async def _write(
    persist: Persist, lane: Lane, digest: str, chunk: Chunk, now: Instant
) -> ImportRun:
    """Saves how far the file was read in the transaction that holds what was read."""

    async def advance(connection: Writer, receipts: Sequence[Receipt]) -> None:
        await import_runs.advance(connection, lane.workspace, digest, _step(chunk, receipts))

    return _step(chunk, await persist(lane, chunk.events, now, advance))


def _step(chunk: Chunk, receipts: Sequence[Receipt]) -> ImportRun:
    counts = Counter(receipt.verdict for receipt in receipts)
    return ImportRun(
        chunk.position,
        counts[Verdict.ACCEPTED],
        counts[Verdict.DUPLICATE],
        counts[Verdict.REJECTED],
    )

"""What it gains that requests share a transaction, against one transaction for each.

python benchmarks/ingest/sharing.py [--requests N]
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

from api.clock import now
from api.embedded import EmbeddedPostgres
from api.ingestion.segment import Envelope, read_all
from api.services.persist import Lane, Persist
from api.services.record import recording
from api.store import workspaces
from api.store.arrivals import Event
from api.store.database import Database
from api.store.migration import migrate
from api.store.patience import INGEST

AT_ONCE = (1, 16, 64, 256)
RANDOM = Random(1)  # noqa: S311  # only spreads retries
Send = Callable[[list[Event]], Awaitable[object]]


def visit() -> list[Event]:
    """One page view of somebody new."""
    item = {"type": "page", "anonymousId": uuid4().hex, "messageId": uuid4().hex}
    return read_all([item], Envelope(received=now()))


async def rate(send: Send, requests: int, at_once: int) -> tuple[float, float]:
    """Requests a second and the median wait in ms, with so many callers that wait for answers."""
    waits: list[float] = []

    async def caller() -> None:
        for _ in range(requests // at_once):
            began = time.perf_counter()
            await send(visit())
            waits.append(time.perf_counter() - began)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(caller())
    return len(waits) / (time.perf_counter() - began), statistics.median(waits) * 1e3


async def measure(url: str, requests: int) -> None:
    database = await Database.open(url, size=4, patience=INGEST)
    workspace: UUID = await workspaces.create(database, slug="w", name="Measured", at=now())
    persist = Persist(database, RANDOM)
    turn = asyncio.Semaphore(4)  # the pool's size: who waits longer than its patience would fail

    async def alone(events: list[Event]) -> object:
        async with turn:
            return await persist(Lane(workspace, "measured"), events, now())

    async with recording(database, random=RANDOM) as recorder:

        async def together(events: list[Event]) -> object:
            return await recorder.record(workspace, events, now=now(), source="measured")

        for at_once in AT_ONCE:
            apart, shared = [], []
            for _ in range(3):
                apart.append(await rate(alone, requests, at_once))
                shared.append(await rate(together, requests, at_once))
            (one, wait_one), (many, wait_many) = map(statistics.median_low, (apart, shared))
            print(
                f"{at_once:4} at once: alone {one:6,.0f}/s, p50 {wait_one:6.1f} ms; "
                f"together {many:6,.0f}/s, p50 {wait_many:6.1f} ms; {many / one:.1f}x"
            )
    await database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=512)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cairn-measure-"))
    folder.chmod(0o755)
    with EmbeddedPostgres(folder / "data") as postgres:
        asyncio.run(migrate(postgres.dsn("cairn_owner")))
        asyncio.run(measure(postgres.dsn("cairn_app"), asked.requests))


if __name__ == "__main__":
    main()

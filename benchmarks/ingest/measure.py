"""How many events a second the import takes in, journeys included.

    python benchmarks/ingest/measure.py [TRAIN.tsv] [--visitors N] [--repeat N]

TRAIN.tsv is a file of visits with the columns session_id, item_id, ts. Without one, visits of the
same shape are made up: three events of each visitor.
"""

import argparse
import asyncio
import csv
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import psutil

from api.clock import now
from api.embedded import EmbeddedPostgres
from api.interchange.events import EventFile
from api.services.import_events import Progress, import_events
from api.store import workspaces
from api.store.database import Database
from api.store.migration import migrate
from api.store.patience import BACKGROUND

EACH = 3
OFFERS = 294
START = 1_750_000_000
RANDOM = Random(1)  # noqa: S311  # only spreads retries


def visits(train: Path | None, visitors: int) -> Iterator[tuple[str, str, int]]:
    """Visitor, offer, seconds."""
    if train is None:
        random = Random(7)  # noqa: S311  # the same visits each time
        for visitor in range(visitors):
            for offer in random.sample(range(OFFERS), EACH):
                yield f"v{visitor}", f"{offer}", START + visitor
        return
    with train.open() as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield row["session_id"], row["item_id"], int(float(row["ts"]))


def write_events(train: Path | None, visitors: int, path: Path) -> set[str]:
    offers = set()
    with path.open("w") as file:
        for number, (visitor, offer, seconds) in enumerate(visits(train, visitors)):
            offers.add(offer)
            event = {
                "type": "track",
                "event": "Area Viewed",
                "anonymousId": visitor,
                "messageId": f"visit-{number}",
                "timestamp": datetime.fromtimestamp(seconds, UTC).isoformat(),
                "properties": {"offerId": offer},
            }
            file.write(json.dumps(event) + "\n")
    return offers


async def workspace_with(database: Database, offers: set[str]) -> UUID:
    id_ = await workspaces.create(database, slug=f"w-{uuid4().hex}", name="Measured", at=now())
    async with database.transaction(id_) as connection:
        await connection.execute(
            "INSERT INTO offer (workspace_id, key, position, title, format, summary, selling, "
            "forwardable, repeatable, retired) SELECT $1, key, 0, key, 'page', '', false, false, "
            "false, false FROM unnest($2::text[]) AS key",
            id_,
            list(offers),
        )
    return id_


def peak() -> float:
    """Of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def measure(url: str, data: Path, file: EventFile, offers: set[str], repeat: int) -> None:
    database = await Database.open(url, size=2, patience=BACKGROUND)
    rates = []
    for _ in range(repeat):
        workspace = await workspace_with(database, offers)
        began, cpu = time.perf_counter(), time.process_time()
        theirs = server_cpu(data)
        done = await import_events(database, workspace, file, now=now(), random=RANDOM)
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        rates.append(done.run.accepted / took)
        print(line(done, took, cpu, server_cpu(data) - theirs))
    again = time.perf_counter()
    done = await import_events(database, workspace, file, now=now(), random=RANDOM)
    print(f"again: {time.perf_counter() - again:.2f} s, {done.run.accepted:,} accepted in all")
    print(f"median {statistics.median(rates):,.0f} events/s")
    await database.close()


def server_cpu(data: Path) -> float:
    """Seconds of all processes of the server on this data folder."""
    postmaster = next(
        process
        for process in psutil.process_iter(["cmdline"])
        if str(data) in " ".join(process.info["cmdline"] or ()) and process.name() == "postgres"
    )
    times = [one.cpu_times() for one in (postmaster, *postmaster.children())]
    return sum(one.user + one.system for one in times)


def line(done: Progress, took: float, cpu: float, theirs: float) -> str:
    events = done.run.accepted
    return (
        f"{events:,} events in {took:.2f} s = {events / took:,.0f}/s; CPU of an event "
        f"{cpu / events * 1e6:.1f} us here, {theirs / events * 1e6:.1f} us in PostgreSQL; "
        f"peak {peak():.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", nargs="?", type=Path)
    parser.add_argument("--visitors", type=int, default=33_000)
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cairn-measure-"))
    folder.chmod(0o755)
    file = EventFile(folder / "events.jsonl")
    offers = write_events(asked.train, asked.visitors, file.path)
    with EmbeddedPostgres(folder / "data") as postgres:
        asyncio.run(migrate(postgres.dsn("cairn_owner")))
        asyncio.run(measure(postgres.dsn("cairn_app"), folder / "data", file, offers, asked.repeat))


if __name__ == "__main__":
    main()

"""How fast one call streams a set for each buyer of a workspace, and what memory it takes.

A log is generated and taken in as any other: buyers of companies of five, some acts each, over a
catalogue of made-up offers. Then a server is started, and one client reads all lines of one call.
"""

import argparse
import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from time import perf_counter, sleep, time
from typing import Any

import asyncpg
import httpx

from api.commands.serving import database_ready
from api.settings import Settings
from api.store import ingest, workspaces
from api.store.arrivals import Account, Arrival, IdentityKind
from api.store.database import Database
from api.store.patience import BACKGROUND
from recommender import Instant, Kind

CAIRN = str(Path(sys.executable).with_name("cairn"))
COMPANY = 5
BATCH = 1_000
EVERY = 5.0
KINDS = (Kind.VIEWED, Kind.VIEWED, Kind.CLICKED, Kind.COMPLETED)
JOBS = ("problem_identification", "solution_exploration", "requirements_building", "validation")
Environment = dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--buyers", type=int, default=100_000)
    parser.add_argument("--acts", type=int, default=4, help="of each buyer")
    parser.add_argument("--offers", type=int, default=300)
    parser.add_argument("--body", type=json.loads, default={"segment": {}}, help="of the call")
    parser.add_argument("--repeats", type=int, default=1)
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="cairn-many-"))
        folder.chmod(0o755)  # the account that runs PostgreSQL for root must get in
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        env = os.environ | {"CAIRN_DATA_DIR": str(folder / "data")}
        key = _workspace(env, folder / "catalogue.jsonl", asked.offers)
        asyncio.run(_fill(Path(env["CAIRN_DATA_DIR"]), asked.buyers, asked.acts, asked.offers))
        address, process = stack.enter_context(_server(env))
        for _ in range(asked.repeats):
            _stream(address, key, asked.body, process)


def _workspace(env: Environment, file: Path, offers: int) -> str:
    random = Random(3)  # noqa: S311  # the same catalogue every time
    lines: list[dict[str, Any]] = [
        {
            "type": "offer",
            "key": _offer(number),
            "title": f"Offer {number}",
            "format": random.choice(["article", "webinar", "calculator", "case_study"]),
            "url": f"https://www.example.com/{number}",
            "topics": random.sample([f"topic {topic}" for topic in range(30)], 2),
            "serves": [{"job": random.choice(JOBS)}],
        }
        for number in range(offers)
    ]
    file.write_text("\n".join(map(json.dumps, lines)))
    _cairn(env, "import", "catalogue", str(file), "-w", "many", "--create-workspace")
    return str(json.loads(_cairn(env, "keys", "create", "-w", "many", "--json"))["key"])


def _offer(number: int) -> str:
    return f"offer-{number}"


async def _fill(folder: Path, buyers: int, acts: int, offers: int) -> None:
    start, random = perf_counter(), Random(5)  # noqa: S311  # the same log every time
    settings = Settings(data_dir=folder)
    async with database_ready(settings) as (_, server):
        database = await Database.open(server.app, size=2, patience=BACKGROUND)
        workspace = (await workspaces.find(database, "many")).id
        for first in range(0, buyers, BATCH // acts):
            batch = [
                _act(random, buyer, act, offers)
                for buyer in range(first, min(first + BATCH // acts, buyers))
                for act in range(acts)
            ]
            async with database.transaction(workspace) as writer:
                now = Instant(int(time() * 1000))
                await ingest.write(writer, workspace, batch, now=now, source="benchmark")
        await database.close()
        await _count(server.owner)
    print(f"{buyers:,} buyers with {acts} acts each, in {perf_counter() - start:.0f} s")


async def _count(owner: str) -> None:
    """As autovacuum does within a minute or so: plans made without it read whole tables."""
    connection = await asyncpg.connect(owner)
    await connection.execute("ANALYZE")
    await connection.close()


def _act(random: Random, buyer: int, act: int, offers: int) -> Arrival:
    at = Instant(int(time() * 1000) - random.randrange(30 * 86_400_000))
    company = f"company-{buyer // COMPANY}"
    return Arrival(
        f"m-{buyer}-{act}",
        at,
        at,
        ((IdentityKind.USER_ID, f"u-{buyer}"),),
        random.choice(KINDS),
        offer=_offer(min(int(random.expovariate(8 / offers)), offers - 1)),
        account=Account(company, company),
    )


def _stream(address: str, key: str, body: dict[str, Any], process: int) -> None:
    headers = {"Authorization": f"Bearer {key}", "Accept": "application/x-ndjson"}
    lines, told, size, tail = 0, 0.0, 0, b""
    spent, start = _spent(process), perf_counter()
    url = f"{address}/v1/next-steps:batch"
    with httpx.stream("POST", url, json=body, headers=headers, timeout=60) as answer:
        answer.raise_for_status()
        for part in answer.iter_raw():
            lines, size, tail = lines + part.count(b"\n"), size + len(part), (tail + part)[-500:]
            if perf_counter() - start - told > EVERY:
                told = perf_counter() - start
                print(f"  {told:5.0f} s {lines:8,} lines, {_memory(process):.0f} MB")
    took, spent = perf_counter() - start, _spent(process) - spent
    print(
        f"{lines - 1:,} in {took:.1f} s: {(lines - 1) / took:.0f} a second, "
        f"{spent / (lines - 1) * 1e6:.0f} us of the server's processor each, "
        f"{size / lines:.0f} bytes a line, {_memory(process):.0f} MB"
    )
    print(f"  {tail.splitlines()[-1].decode()}")


def _memory(process: int) -> float:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 / 1e6


def _spent(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _cairn(env: Environment, *words: str) -> str:
    done = subprocess.run([CAIRN, *words], env=env, check=True, capture_output=True, text=True)  # noqa: S603  # this project's own command
    return done.stdout


@contextmanager
def _server(env: Environment) -> Iterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    running = subprocess.Popen(  # noqa: S603  # this project's own command
        [CAIRN, "serve"], env=env | {"PORT": str(port)}, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        while not _is_ready(address):
            sleep(0.1)
        yield address, running.pid
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait()


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz").is_success
    except httpx.TransportError:
        return False


if __name__ == "__main__":
    main()

"""Nothing acknowledged is lost when a process dies: real processes, killed while they write."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from api.embedded import EmbeddedPostgres, postmaster
from api.keys import KeyKind
from api.store import api_keys, workspaces
from api.store.database import Database
from api.store.derived import interaction_id
from api.store.migration import migrate
from tests.api.store.test_ingest import assert_journeys_are_folds, rows
from tests.conftest import PATIENCE, START

PEPPER = "a pepper"
SENDERS = 8
BATCH = 20
ENOUGH = 1_500
"""Acknowledged events before the kill."""
HONEST = ("-c", "from api.__main__ import main; main()")
EAGER = (str(Path(__file__).with_name("eager_server.py")),)


@dataclass
class Ledger:
    """What was sent and what was acknowledged, kept outside of the system."""

    sent: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)


@dataclass
class Site:
    """A data folder, and a server on it that can be killed and started again."""

    folder: Path
    workspace: UUID
    key: str
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextlib.contextmanager
    def server(
        self, code: tuple[str, ...], stderr: int = subprocess.DEVNULL
    ) -> Iterator[subprocess.Popen[bytes]]:
        settings = {
            "CAIRN_DATA_DIR": str(self.folder),
            "CAIRN_KEY_PEPPER": PEPPER,
            "PORT": str(self.port),
        }
        process = subprocess.Popen(  # noqa: S603  # our own server
            [sys.executable, *code, "serve"],
            env={**os.environ, **settings},
            stdout=subprocess.DEVNULL,
            stderr=stderr,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def postmaster(self) -> int:
        (file,) = self.folder.rglob("postmaster.pid")
        return int(file.read_text().split()[0])


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="cairn-crash-"))
    made.chmod(0o755)  # the account that runs PostgreSQL for root must get in
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
async def site(folder: Path) -> Site:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with EmbeddedPostgres(folder) as postgres:
        await migrate(postgres.dsn("cairn_owner"))
        database = await Database.open(postgres.dsn("cairn_app"), size=1)
        workspace = await workspaces.create(database, slug=uuid4().hex, name="Crash", at=START)
        key = await api_keys.issue(
            *(database, workspace, KeyKind.SECRET), name="", pepper=PEPPER.encode(), at=START
        )
        await database.close()
    return Site(folder, workspace, key.text, port)


async def ready(site: Site) -> None:
    async with asyncio.timeout(PATIENCE), httpx.AsyncClient() as client:
        while True:
            with contextlib.suppress(httpx.TransportError):
                if (await client.get(f"{site.url}/readyz")).status_code == 200:
                    return
            await asyncio.sleep(0.05)


async def send(site: Site, ledger: Ledger, numbers: Iterator[int], full: asyncio.Event) -> None:
    """Batch after batch, until the server is gone, or has got over the end of its database."""
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        while len(ledger.acknowledged) < 2 * ENOUGH:
            ids = [f"m{next(numbers)}" for _ in range(BATCH)]
            ledger.sent.update(ids)
            batch = [
                {"type": "page", "userId": f"u{int(id_[1:]) % 50}", "messageId": id_} for id_ in ids
            ]
            try:
                answer = await client.post(
                    f"{site.url}/v1/batch", json={"batch": batch}, auth=(site.key, "")
                )
            except httpx.TransportError:
                return
            if answer.status_code != 200:
                return
            ledger.acknowledged.update(ids)
            if len(ledger.acknowledged) >= ENOUGH:
                full.set()


async def crash(site: Site, code: tuple[str, ...], victim: str) -> Ledger:
    """Kill it while it is being written to."""
    ledger, numbers, full = Ledger(), count(), asyncio.Event()
    with site.server(code) as process:
        await ready(site)
        async with asyncio.TaskGroup() as group:
            for _ in range(SENDERS):
                group.create_task(send(site, ledger, numbers, full))
            async with asyncio.timeout(PATIENCE):
                await full.wait()
            os.kill(process.pid if victim == "server" else site.postmaster(), signal.SIGKILL)
    return ledger


async def stored(site: Site) -> set[UUID]:
    """What is there after a new start."""
    with site.server(HONEST):
        await ready(site)
        with EmbeddedPostgres(site.folder) as postgres:
            database = await Database.open(postgres.dsn("cairn_app"), size=1)
            found = await rows(database, site.workspace, "SELECT id FROM interaction")
            await assert_journeys_are_folds(database, site.workspace)
            await database.close()
    return {UUID(str(id_)) for (id_,) in found}


@pytest.mark.parametrize("victim", ["server", "postgres"])
async def test_a_kill_loses_nothing_that_was_acknowledged(site: Site, victim: str) -> None:
    ledger = await crash(site, HONEST, victim)
    found = await stored(site)
    assert lost(site, ledger, found) == set()
    assert len(ledger.acknowledged) <= len(found) <= len(ledger.sent)


async def test_a_running_server_starts_a_killed_database_again(site: Site) -> None:
    """What it says meanwhile stays one JSON object a line, after the line for people."""
    with site.server(HONEST, stderr=subprocess.PIPE) as process:
        await ready(site)
        killed = site.postmaster()
        os.kill(killed, signal.SIGKILL)
        await healed(site, killed)
        process.send_signal(signal.SIGTERM)
        _, told = await asyncio.to_thread(process.communicate, timeout=PATIENCE)
    assert process.returncode == 0
    assert all(isinstance(json.loads(line), dict) for line in told.splitlines()[1:])


async def healed(site: Site, killed: int) -> None:
    """Another one runs, and events are taken in."""
    batch = [{"type": "page", "userId": "u", "messageId": "after"}]
    async with asyncio.timeout(PATIENCE), httpx.AsyncClient(timeout=PATIENCE) as client:
        while True:
            answer = await client.post(
                f"{site.url}/v1/batch", json={"batch": batch}, auth=(site.key, "")
            )
            running = postmaster.pid(site.folder / "pgdata")
            if answer.status_code == 200 and running not in {killed, None}:
                return
            await asyncio.sleep(0.05)


async def test_the_crash_test_can_see_loss(site: Site) -> None:
    """The control: acknowledged before the COMMIT, some events are gone."""
    ledger = await crash(site, EAGER, "server")
    assert lost(site, ledger, await stored(site)) != set()


def lost(site: Site, ledger: Ledger, found: set[UUID]) -> set[str]:
    return {
        message
        for message in ledger.acknowledged
        if interaction_id(site.workspace, message, None) not in found
    }

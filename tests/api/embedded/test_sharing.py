"""Who holds the server up, and what happens when one of them is killed (real processes)."""

import asyncio
import os
import signal
import subprocess
from pathlib import Path

import asyncpg
import psutil
import pytest

from api.embedded import postmaster
from api.embedded.account import Account
from tests.api.embedded.stage import Start, StartUser, acquired, ask, wait_until

pytestmark = pytest.mark.usefixtures("settled")

BUSY = "SELECT count(*) FROM (SELECT generate_series(1, 10000000)) AS numbers"
BUSY_ONES = """
SELECT count(*) FROM pg_stat_activity
WHERE state = 'active' AND query LIKE '%AS numbers' AND pid <> pg_backend_pid()
"""


def watchdogs(data_dir: Path) -> list[int]:
    return [
        process.pid
        for process in psutil.process_iter(["cmdline"])
        if str(data_dir / "pgdata") in (line := process.info["cmdline"] or [])
        and postmaster.__file__ in line
    ]


def of_the_account() -> dict[str, int]:
    """PostgreSQL takes a process of another account for no rival."""
    account = Account.current()
    return {"user": account.uid, "group": account.gid} if account.foreign else {}


def test_the_last_user_stops_the_server(data_dir: Path, start: Start) -> None:
    pgdata = data_dir / "pgdata"
    first = start()
    running = postmaster.pid(pgdata)
    second = start()
    assert postmaster.pid(pgdata) == running is not None

    first.release()
    assert postmaster.pid(pgdata) == running

    second.release()
    assert postmaster.pid(pgdata) is None
    wait_until(lambda: watchdogs(data_dir) == [])


def test_two_processes_at_once_share_one_server(data_dir: Path, start_user: StartUser) -> None:
    users = [start_user(), start_user()]

    assert [acquired(user) for user in users] == [True, True]
    assert (data_dir / "postgres.log").read_text().count("starting PostgreSQL") == 1
    assert len(watchdogs(data_dir)) == 1
    users[0].communicate()
    assert postmaster.pid(data_dir / "pgdata") is not None
    users[1].communicate()
    assert postmaster.pid(data_dir / "pgdata") is None


def test_the_server_ends_with_a_killed_user(data_dir: Path, start_user: StartUser) -> None:
    user = start_user()
    assert acquired(user)

    user.kill()

    wait_until(lambda: postmaster.pid(data_dir / "pgdata") is None)
    wait_until(lambda: watchdogs(data_dir) == [])
    assert "database system is shut down" in (data_dir / "postgres.log").read_text()


async def test_a_starter_killed_halfway_leaves_a_server_or_none(
    data_dir: Path, start: Start, start_user: StartUser
) -> None:
    user = start_user()
    wait_until((data_dir / "pgdata" / "postmaster.pid").exists)

    user.kill()

    assert await ask(start(), "SELECT current_user::text") == [("cairn_app",)]


async def test_a_killed_postmaster_is_replaced_with_its_data(data_dir: Path, start: Start) -> None:
    server = start()
    connection = await asyncpg.connect(server.dsn("cairn_owner"))
    await connection.execute("CREATE TABLE stone AS SELECT 7 AS weight")
    await connection.close()
    killed = postmaster.pid(data_dir / "pgdata")
    assert killed is not None

    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: postmaster.pid(data_dir / "pgdata") is None)
    server.acquire()

    assert postmaster.pid(data_dir / "pgdata") not in {None, killed}
    assert await ask(server, "SELECT weight FROM stone", role="cairn_owner") == [(7,)]


async def test_a_statement_that_outlives_the_postmaster_delays_the_next(start: Start) -> None:
    server = start()
    connection = await asyncpg.connect(server.dsn())
    killed = postmaster.pid(server._folder.pgdata)
    assert killed is not None

    async with asyncio.TaskGroup() as group:
        orphan = group.create_task(connection.fetchval(BUSY))
        while await ask(server, BUSY_ONES) != [(1,)]:  # noqa: ASYNC110  # no event tells it
            await asyncio.sleep(0.01)
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: postmaster.pid(server._folder.pgdata) is None)
        await asyncio.to_thread(server.acquire)

    assert orphan.result() == 10_000_000
    assert "pre-existing shared memory" in server._folder.log.read_text()
    assert await ask(server, "SELECT 1") == [(1,)]
    connection.terminate()


def test_a_killed_watchdog_is_replaced_by_the_next_user(
    data_dir: Path, start_user: StartUser
) -> None:
    first = start_user()
    assert acquired(first)
    (killed,) = watchdogs(data_dir)

    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: watchdogs(data_dir) == [])
    second = start_user()
    assert acquired(second)

    assert len(watchdogs(data_dir)) == 1
    for user in (first, second):
        user.kill()
    wait_until(lambda: postmaster.pid(data_dir / "pgdata") is None)


def test_a_recycled_pid_neither_blocks_a_start_nor_is_signalled(
    data_dir: Path, start: Start
) -> None:
    start().release()
    command = ["/bin/sh", "-c", "read line"]
    stranger = subprocess.Popen(command, stdin=subprocess.PIPE, **of_the_account())  # noqa: S603  # a fixed script
    for lock in (data_dir / "pgdata/postmaster.pid", data_dir / "run/.s.PGSQL.5432.lock"):
        lock.write_text(f"{stranger.pid}\n{data_dir / 'pgdata'}\n1\n5432\n{data_dir / 'run'}\n\n")

    start().release()

    assert stranger.poll() is None
    stranger.communicate()
    assert postmaster.pid(data_dir / "pgdata") is None

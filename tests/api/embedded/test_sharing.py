"""Who holds the server up, and what happens when one of them is killed (real processes)."""

import asyncio
import os
import pwd
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import psutil
import pytest

from api.embedded import postmaster
from tests.api.embedded.stage import Start, StartUser, ask, wait_until

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


def acquired(user: subprocess.Popen[bytes]) -> bool:
    assert user.stdout is not None
    return user.stdout.readline() == b"acquired\n"


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
    stranger = subprocess.Popen(["/bin/sh", "-c", "read line"], stdin=subprocess.PIPE)
    for lock in (data_dir / "pgdata/postmaster.pid", data_dir / "run/.s.PGSQL.5432.lock"):
        lock.write_text(f"{stranger.pid}\n{data_dir / 'pgdata'}\n1\n5432\n{data_dir / 'run'}\n\n")

    start().release()

    assert stranger.poll() is None
    stranger.communicate()
    assert postmaster.pid(data_dir / "pgdata") is None


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests run as an ordinary user already")
def test_an_ordinary_user_runs_a_server_of_its_own(data_dir: Path, start_user: StartUser) -> None:
    nobody = pwd.getpwnam("nobody")
    data_dir.mkdir()
    os.chown(data_dir, nobody.pw_uid, nobody.pw_gid)
    drop = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    works = subprocess.run([sys.executable, "-c", "import api.embedded"], check=False, **drop)
    if works.returncode:
        pytest.skip("nobody cannot read this interpreter")

    user = start_user(**drop)
    assert acquired(user)
    running = psutil.Process(postmaster.pid(data_dir / "pgdata"))
    assert (running.username(), running.is_running()) == ("nobody", True)
    user.communicate()

    assert postmaster.pid(data_dir / "pgdata") is None

import asyncio
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlmodel import text

from api.errors import Overloaded, Unavailable
from api.store.connection import Writer
from api.store.database import Database
from api.store.failures import BAD_ROWS
from api.store.patience import BACKGROUND
from tests.conftest import Urls

JOBS = "SELECT count(*) FROM job"


async def test_a_transaction_sees_its_own_workspace_only(
    database: Database, workspace: UUID
) -> None:
    async with database.transaction(workspace) as connection:
        assert await connection.fetchval(JOBS) == 12
    async with database.transaction(uuid4()) as connection:
        assert await connection.fetchval(JOBS) == 0


async def test_outside_a_transaction_no_row_is_seen(database: Database, workspace: UUID) -> None:
    async with database.read(workspace) as connection:
        assert await connection.fetchval(JOBS) == 12
    async with database.connection() as connection:
        assert await connection.fetchval(JOBS) == 0


async def test_a_row_of_another_workspace_cannot_be_written(
    database: Database, workspace: UUID
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction(uuid4()) as connection:
            await connection.execute("INSERT INTO catalogue_version VALUES ($1, 1)", workspace)


async def test_an_error_leaves_nothing_behind(database: Database, workspace: UUID) -> None:
    with pytest.raises(asyncpg.DivisionByZeroError):
        async with database.transaction(workspace) as connection:
            await connection.execute("DELETE FROM job; SELECT 1 / 0")
    async with database.read(workspace) as reader:
        assert await reader.fetchval(JOBS) == 12


async def test_a_swallowed_error_is_not_taken_for_a_commit(
    database: Database, workspace: UUID
) -> None:
    with pytest.raises(Unavailable):
        async with database.transaction(workspace) as connection:
            await _fail_quietly(connection)


async def _fail_quietly(connection: Writer) -> None:
    with suppress(asyncpg.DivisionByZeroError):
        await connection.execute("SELECT 1 / 0")


async def test_a_reader_cannot_write(database: Database, workspace: UUID) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async with database.read(workspace) as reader:
            await reader.fetch("DELETE FROM job")


async def test_times_are_instants_in_both_directions_also_in_arrays(database: Database) -> None:
    for instant in (0, 1, 946_684_800_000, 1_764_000_000_123, 4_102_444_799_999):
        async with database.connection() as connection:
            row = await connection.fetchrow(
                "SELECT $1::timestamptz, ($2::timestamptz[])[1], extract(epoch FROM $1)::float8",
                instant,
                [instant],
            )
        assert row is not None
        assert tuple(row) == (instant, instant, instant / 1000)


async def test_a_session_names_its_workspace_in_every_transaction(
    database: Database, workspace: UUID
) -> None:
    async with database.session(workspace) as session:
        assert (await session.exec(text(JOBS))).scalar() == 12
        async with session.begin_nested():
            assert (await session.exec(text(JOBS))).scalar() == 12
    async with database.session(uuid4()) as session:
        assert (await session.exec(text(JOBS))).scalar() == 0


async def test_a_lost_connection_is_worth_another_try(database: Database, workspace: UUID) -> None:
    with pytest.raises(Unavailable) as caught:
        async with database.transaction(workspace) as connection:
            await connection.fetchval("SELECT pg_terminate_backend(pg_backend_pid())")
    assert (caught.value.code, caught.value.retryable) == ("RETRY", True)
    async with database.read(workspace) as reader:
        assert await reader.fetchval(JOBS) == 12


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("SELECT $1::int4", 2**40),
        ("SELECT $1::timestamptz", 2**70),
        ("SELECT $1::timestamptz", "yesterday"),
        ("SELECT $1::text", "a\x00b"),
        ("SELECT $1::text", "a\ud800b"),
        ("SELECT $1::text::json", "{"),
    ],
)
async def test_a_value_that_cannot_be_kept_is_not_worth_another_try(
    database: Database, workspace: UUID, statement: str, value: object
) -> None:
    with pytest.raises(BAD_ROWS):
        async with database.transaction(workspace) as connection:
            await connection.fetchval(statement, value)
    async with database.read(workspace) as reader:
        assert await reader.fetchval(JOBS) == 12


async def test_a_statement_that_takes_too_long_is_overload(
    database: Database, workspace: UUID
) -> None:
    with pytest.raises(Overloaded):
        async with database.transaction(workspace) as connection:
            await connection.execute("SET LOCAL statement_timeout = '1ms'; SELECT pg_sleep(1)")


async def test_every_statement_can_be_counted(urls, workspace: UUID) -> None:
    seen: list[str] = []
    counted = await Database.open(urls.app, size=1, on_query=seen.append)
    seen.clear()
    for _ in range(2):
        async with counted.transaction(workspace) as connection:
            await connection.fetchval(JOBS)
    await counted.close()
    once = [f"BEGIN; SET LOCAL app.workspace = '{workspace}'", JOBS, "COMMIT"]
    assert seen == once * 2


@pytest.mark.parametrize("way", ["read", "transaction"])
async def test_who_is_cancelled_leaves_no_transaction_open(
    database: Database, workspace: UUID, way: str
) -> None:
    """Wherever that falls: the connection goes to others next, or is closed."""
    loop, complaints = asyncio.get_running_loop(), list[str]()
    loop.set_exception_handler(lambda _, context: complaints.append(context["message"]))

    async def ask() -> None:
        async with getattr(database, way)(workspace) as connection:
            await connection.fetchval(JOBS)

    for turns in range(12):
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(ask())
            for _ in range(turns):
                await asyncio.sleep(0)
            asking.cancel()
    loop.set_exception_handler(None)
    assert complaints == []


@pytest.mark.parametrize(
    ("idle", "outcome"), [(0.05, pytest.raises(Unavailable)), (60.0, nullcontext())]
)
async def test_a_transaction_may_pause_as_long_as_its_patience_says(
    urls: Urls, workspace: UUID, idle: float, outcome: AbstractContextManager[Any]
) -> None:
    database = await Database.open(urls.app, size=1, patience=replace(BACKGROUND, idle=idle))
    with outcome:
        async with database.session(workspace) as session:
            await session.exec(text(JOBS))
            await asyncio.sleep(0.3)
            await session.exec(text(JOBS))
    await database.close()

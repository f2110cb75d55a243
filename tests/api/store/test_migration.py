import asyncio
import sys
from collections.abc import Iterator

import asyncpg
import pytest
from alembic import command
from sqlalchemy import Connection, inspect

from api.store import migration
from api.store.engine import passing
from api.store.migration import at_head, migrate

PROGRAM = """
import asyncio, sys
from api.store import migration
from api.store.engine import passing
from api.store.migration import migrate
sys.stdin.readline()
asyncio.run(migrate(sys.argv[1]))
"""


@pytest.fixture
def empty(postgres, numbers) -> Iterator[str]:
    """The owner's address of a database without a table."""
    name = f"empty_{next(numbers)}"
    postgres.create_database(name)
    yield postgres.dsn("cairn_owner", name)
    postgres.drop_database(name)


async def test_a_new_database_is_brought_to_the_newest_schema_once(empty: str) -> None:
    assert not await at_head(empty)
    await migrate(empty)
    assert await at_head(empty)
    await migrate(empty)
    assert await at_head(empty)


async def test_the_app_can_see_that_the_schema_is_there(urls) -> None:
    assert await at_head(urls.app)


async def test_four_processes_at_once_migrate_once(empty: str) -> None:
    """Without the lock all four would run the first migration, and three would fail."""
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", PROGRAM, empty, stdin=asyncio.subprocess.PIPE
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
    for process in processes:
        await process.communicate()
    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    assert await at_head(empty)
    connection = await asyncpg.connect(empty)
    assert await connection.fetchval("SELECT count(*) FROM alembic_version") == 1
    await connection.close()


async def test_every_migration_can_be_undone_and_done_again(empty: str) -> None:
    def undo(connection: Connection) -> None:
        command.downgrade(migration._config(connection), "base")

    await migrate(empty)
    engine = passing(empty)
    async with engine.begin() as connection:
        await connection.run_sync(undo)
        left = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    assert left == ["alembic_version"]
    await migrate(empty)
    assert await at_head(empty)

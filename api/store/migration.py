"""Bring a database to the newest schema, or tell whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import migrations
from api.store.engine import passing


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(_config(connection), "head")


def check(connection: Connection) -> None:
    """Raise alembic's ``CommandError`` where the tables and the migrations differ."""
    command.check(_config(connection))


def _is_at_head(connection: Connection) -> bool:
    return set(MigrationContext.configure(connection).get_current_heads()) == heads()


def heads() -> set[str]:
    """The newest revisions that this version of Cairn knows."""
    return set(ScriptDirectory.from_config(_config()).get_heads())


async def migrate(owner_url: str) -> None:
    """Simultaneous calls, in any number of processes, migrate once."""
    engine = passing(owner_url)
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)
    await engine.dispose()


async def at_head(url: str) -> bool:
    """A quick look, without a lock: the usual case of a warm start."""
    engine = passing(url)
    async with engine.connect() as connection:
        found = await connection.run_sync(_is_at_head)
    await engine.dispose()
    return found

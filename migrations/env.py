"""Runs the migrations, one process at a time, in one transaction.

The caller hands in its connection; at a desk the address comes from MIGRATE_DATABASE_URL.
"""

import asyncio
import os
from typing import Literal

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api.store.tables import metadata
from api.store.tables.columns import Moment

LOCK = 0x636169726E  # "cairn"


def plain(kind: str, column_type: object, _: object) -> str | Literal[False]:
    """A migration stays as it was when the code moves on: it names no types of ours."""
    return (
        "sa.DateTime(timezone=True)"
        if kind == "type" and isinstance(column_type, Moment)
        else False
    )


def migrate(connection: Connection) -> None:
    """Whoever waits for the lock then finds the work done."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_server_default=True,
        render_item=plain,
    )
    with context.begin_transaction():
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        # Reference and distributed tables in one transaction; elsewhere it means nothing.
        connection.execute(text("SET LOCAL citus.multi_shard_modify_mode = 'sequential'"))
        context.run_migrations()


async def connect_and_migrate(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    asyncio.run(connect_and_migrate(os.environ["MIGRATE_DATABASE_URL"]))

"""Which PostgreSQL: the one that ``DATABASE_URL`` names, or the embedded one in the data folder."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from api.embedded import EmbeddedPostgres
from api.errors import Unmigrated
from api.settings import Settings
from api.store.database import Database
from api.store.migration import at_head, migrate
from api.store.patience import BACKGROUND, Patience


@dataclass(frozen=True, slots=True)
class Server:
    """Where to connect: as the app's role for everything, as the owner to migrate."""

    app: str
    owner: str
    embedded: bool


@contextlib.asynccontextmanager
async def reach(settings: Settings) -> AsyncIterator[Server]:
    """The server, running; an embedded one stops with its last user."""
    if settings.database_url:
        owner = settings.migrate_database_url or settings.database_url
        yield Server(settings.database_url, owner, embedded=False)
        return
    postgres = EmbeddedPostgres(settings.data_dir)
    await asyncio.to_thread(postgres.acquire)
    try:
        yield Server(postgres.dsn("cairn_app"), postgres.dsn("cairn_owner"), embedded=True)
    finally:
        await asyncio.to_thread(postgres.release)


@contextlib.asynccontextmanager
async def open_database(
    settings: Settings, *, patience: Patience = BACKGROUND, size: int = 2
) -> AsyncIterator[Database]:
    """The database with its newest schema, or ``Unmigrated`` where that is up to an operator."""
    async with reach(settings) as server:
        await ready(server)
        database = await Database.open(server.app, size=size, patience=patience)
        try:
            yield database
        finally:
            await database.close()


async def ready(server: Server) -> None:
    """An embedded database follows the code by itself; any other is migrated on purpose."""
    if await at_head(driver(server.app)):
        return
    if not server.embedded:
        raise Unmigrated
    await migrate(driver(server.owner))


def driver(dsn: str) -> str:
    """As SQLAlchemy spells it."""
    return dsn.replace("postgresql://", "postgresql+asyncpg://", 1)

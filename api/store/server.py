"""Which PostgreSQL: the one that ``DATABASE_URL`` names, or the embedded one in the data folder."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import asyncpg
import structlog
from alembic.util import CommandError

from api.embedded import EmbeddedError, EmbeddedPostgres
from api.errors import Unavailable, Unmigrated
from api.settings import Settings
from api.store.database import Database
from api.store.failures import TRANSIENT, unwrapped
from api.store.migration import at_head, migrate
from api.store.patience import BACKGROUND, Patience

LOOK = 0.5
"""Seconds between two looks at whether the embedded server still runs."""

log = structlog.get_logger()


class BadAddressError(Unavailable):
    """DATABASE_URL is not an address such as postgresql://role:password@host:5432/name."""

    code = "DATABASE_ADDRESS"


class UnreachableError(Unavailable):
    """The database that DATABASE_URL names does not answer."""

    code = "DATABASE_UNREACHABLE"


class RefusedError(Unavailable):
    """The database refuses: look at role, password, name and rights in DATABASE_URL."""

    code = "DATABASE_REFUSED"


class AheadError(Unavailable):
    """The database is ahead of this version of Cairn; run the version that migrated it."""

    code = "SCHEMA_AHEAD"


@dataclass(frozen=True, slots=True)
class Server:
    """Where to connect: as the app's role for everything, as the owner to migrate."""

    app: str
    owner: str
    embedded: EmbeddedPostgres | None = None

    async def bring_to_head(self) -> None:
        """Raises: BadAddressError, UnreachableError, RefusedError, AheadError."""
        with _reaching():
            await migrate(driver(self.owner))

    async def keep(self, ended: asyncio.Event) -> None:
        """Start an embedded server again whenever something has ended it.

        It is not cancelled but told to end: a thread that goes on could start the server anew
        after its last user has left.
        """
        while self.embedded and not await _within(LOOK, ended):
            try:
                await asyncio.to_thread(self.embedded.acquire)
            except (EmbeddedError, OSError) as error:
                log.warning("database_not_started", error=type(error).__name__)


@contextlib.asynccontextmanager
async def reach(settings: Settings) -> AsyncIterator[Server]:
    """The server, running; an embedded one stops with its last user."""
    if settings.database_url:
        owner = settings.migrate_database_url or settings.database_url
        yield Server(settings.database_url, owner)
        return
    postgres = EmbeddedPostgres(settings.data_dir)
    await asyncio.to_thread(postgres.acquire)
    try:
        yield Server(postgres.dsn("cairn_app"), postgres.dsn("cairn_owner"), postgres)
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
    """An embedded database follows the code by itself; any other is migrated on purpose.

    Raises: Unmigrated, and what ``bring_to_head`` raises.
    """
    with _reaching():
        there = await at_head(driver(server.app))
    if there:
        return
    if not server.embedded:
        raise Unmigrated
    await server.bring_to_head()


async def _within(seconds: float, event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


def driver(dsn: str) -> str:
    """As SQLAlchemy spells it."""
    return dsn.replace("postgresql://", "postgresql+asyncpg://", 1)


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    """The first contact tells an operator what to mend; what the server said stays inside."""
    try:
        with unwrapped():
            yield
    except ValueError as error:  # among them the driver's word for an address it cannot read
        raise BadAddressError from error
    except TRANSIENT as error:
        raise UnreachableError from error
    except asyncpg.PostgresError as error:
        raise RefusedError from error
    except CommandError as error:
        raise AheadError from error

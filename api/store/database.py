"""The way in: every transaction names its workspace first, or there is no transaction."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Self, cast
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from api.errors import Unavailable
from api.store.connection import OnQuery, Reader, Writer, enter, keep, prepare
from api.store.engine import pooled
from api.store.failures import told, unwrapped
from api.store.patience import INTERACTIVE, Patience
from api.store.session import open_session


class Database:
    """Connections for one kind of work; kinds do not wait for each other's."""

    def __init__(
        self, pool: "asyncpg.Pool[asyncpg.Record]", engine: AsyncEngine, patience: Patience
    ) -> None:
        self._pool = pool
        self._engine = engine
        self._patience = patience

    @classmethod
    async def open(
        cls,
        dsn: str,
        *,
        size: int = 4,
        patience: Patience = INTERACTIVE,
        on_query: OnQuery | None = None,
    ) -> Self:
        """As the app's role. ``dsn`` begins with postgresql://."""
        with told():
            pool = await asyncpg.create_pool(
                dsn,
                min_size=size,
                max_size=size,
                max_inactive_connection_lifetime=0,
                reset=keep,
                init=lambda connection: prepare(connection, on_query),
                timeout=3,
                max_cached_statement_lifetime=0,
                command_timeout=patience.command,
                server_settings=patience.settings(),
            )
        return cls(pool, pooled(dsn, size, patience), patience)

    async def close(self, within: float = 5.0) -> None:
        """Wait for what is under way, though not for ever."""
        await self._engine.dispose()
        try:
            async with asyncio.timeout(within):
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[Writer]:
        """Without a transaction: for one call of a function that names the workspace itself."""
        with told():
            async with self._pool.acquire(timeout=self._patience.acquire) as connection:
                yield connection

    @contextlib.asynccontextmanager
    async def transaction(self, workspace: UUID) -> AsyncIterator[Writer]:
        """COMMIT at the end of the block, ROLLBACK where it is left by an error."""
        async with self.connection() as connection:
            try:  # also where it is cancelled before it has heard that it began
                await connection.execute(f"BEGIN; {enter(workspace)}")
                yield connection
            except BaseException:
                await _roll_back(connection)
                raise
            if await connection.execute("COMMIT") != "COMMIT":
                raise Unavailable  # an error inside was swallowed; nothing has been kept

    @contextlib.asynccontextmanager
    async def read(self, workspace: UUID) -> AsyncIterator[Reader]:
        """Several statements that see one moment."""
        async with self.connection() as connection:
            try:
                await connection.execute(
                    f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {enter(workspace)}"
                )
                yield cast("Reader", connection)
            finally:
                await _roll_back(connection)

    @contextlib.asynccontextmanager
    async def session(self, workspace: UUID) -> AsyncIterator[AsyncSession]:
        """A SQLModel session in one transaction."""
        with told(), unwrapped():
            async with open_session(self._engine, workspace) as session, session.begin():
                yield session


async def _roll_back(connection: Writer) -> None:
    """What keeps it from succeeding has ended the transaction as well."""
    if not connection.is_closed():
        with contextlib.suppress(asyncpg.InterfaceError, OSError):
            await connection.execute("ROLLBACK")

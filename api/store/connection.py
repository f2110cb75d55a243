"""Connections that speak instants, and what a transaction hands out of them."""

from collections.abc import Callable
from typing import Protocol, TypeAlias
from uuid import UUID

import asyncpg
from asyncpg.pool import PoolConnectionProxy

MILLISECONDS_TO_2000 = 946_684_800_000
"""PostgreSQL counts from 2000-01-01, in microseconds."""

ARRAYS = (
    "NULL::uuid[], NULL::text[], NULL::timestamptz[], NULL::float8[], NULL::int2[], NULL::json[]"
)
"""Types that the driver asks the server about when it first meets them: now, not in a request."""

Writer: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"
OnQuery: TypeAlias = Callable[[str], None]
"""Told the text of every statement that was sent: tests count round trips with it."""


class Reader(Protocol):
    """The part of a connection that changes nothing."""

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]: ...

    async def fetchrow(self, query: str, *args: object) -> asyncpg.Record | None: ...

    async def fetchval(self, query: str, *args: object) -> object: ...


async def keep(_: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Given back without a round trip: no setting of ours outlives its transaction."""


def enter(workspace: UUID) -> str:
    """SET takes no parameters; a UUID has no other spelling than its own."""
    return f"SET LOCAL app.workspace = '{UUID(int=workspace.int)}'"


async def prepare(
    connection: "asyncpg.Connection[asyncpg.Record] | Writer", on_query: OnQuery | None
) -> None:
    """Times are whole milliseconds on this side, in both directions."""
    await connection.set_type_codec(
        "timestamptz",
        schema="pg_catalog",
        encoder=lambda instant: ((instant - MILLISECONDS_TO_2000) * 1000,),
        decoder=lambda parts: parts[0] // 1000 + MILLISECONDS_TO_2000,
        format="tuple",
    )
    await connection.prepare(f"SELECT {ARRAYS}")
    if on_query is not None:
        connection.add_query_logger(lambda record: on_query(record.query))

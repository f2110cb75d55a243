"""Put rows: add the new, overwrite the known, keep the order in which they first came."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from api.store.tables import LinkRow, metadata

Row = dict[str, Any]
EDGE = ("workspace_id", "source_key", "target_key", "persona_key")


async def put(session: AsyncSession, row: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """All of one workspace. A place of its own is given to each row that has none yet."""
    if not rows:
        return
    table = metadata.tables[str(row.__tablename__)]
    identity = EDGE if row is LinkRow else tuple(c.name for c in table.primary_key)
    if "position" not in rows[0]:
        rows = await _placed(session, table, rows)
    statement = insert(table)
    changed = {n: statement.excluded[n] for n in rows[0] if n not in (*identity, "position")}
    await session.exec(
        statement.on_conflict_do_update(index_elements=identity, set_=changed), params=rows
    )


async def _placed(session: AsyncSession, table: Table, rows: Sequence[Row]) -> list[Row]:
    last = await session.scalar(
        select(func.max(table.c.position)).where(table.c.workspace_id == rows[0]["workspace_id"])
    )
    return [{**row, "position": n} for n, row in enumerate(rows, start=(last or 0) + 1)]

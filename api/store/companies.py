"""Reading the companies that buyers belong to."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from api.store.connection import Reader

BY = {
    "id": "SELECT id, key, name, vertical FROM account WHERE workspace_id = $1 AND id = ANY($2)",
    "key": "SELECT id, key, name, vertical FROM account WHERE workspace_id = $1 AND key = ANY($2)",
}
PAGE = """
SELECT id, key, name, vertical FROM account
WHERE workspace_id = $1 AND key > $2 AND ($3::text IS NULL OR key < $3)
ORDER BY key {0} LIMIT $4
"""


@dataclass(frozen=True, slots=True)
class Company:
    id: UUID
    key: str
    name: str | None
    vertical: str | None


async def some(
    reader: Reader, workspace: UUID, by: Literal["id", "key"], named: Collection[UUID | str]
) -> list[Company]:
    return [Company(*row) for row in await reader.fetch(BY[by], workspace, list(named))]


async def page(
    reader: Reader,
    workspace: UUID,
    *,
    after: str = "",
    before: str | None = None,
    limit: int,
    backwards: bool = False,
) -> list[Company]:
    """In the order of the keys."""
    query = PAGE.format("DESC" if backwards else "ASC")
    rows = await reader.fetch(query, workspace, after, before, limit)
    return [Company(*row) for row in rows]

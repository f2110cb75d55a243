"""Trusted documents of a workspace, by the names that callers ask for them by."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from api.store.database import Database
from recommender import Instant

ALL = "SELECT name, sha256, text, created_at FROM document WHERE workspace_id = $1 ORDER BY name"
MARK = """
SELECT count(*) || ' ' || COALESCE(sum(hashtextextended(name || ' ' || sha256, 0)), 0)
FROM document WHERE workspace_id = $1
"""
PUT = """
INSERT INTO document (workspace_id, name, sha256, text, created_at)
SELECT $1, given.name, given.sha256, given.text, $5
FROM unnest($2::text[], $3::text[], $4::text[]) AS given (name, sha256, text)
ON CONFLICT (workspace_id, name) DO UPDATE
SET sha256 = excluded.sha256, text = excluded.text, created_at = excluded.created_at
WHERE document.sha256 <> excluded.sha256
RETURNING name
"""
REMOVE = "DELETE FROM document WHERE workspace_id = $1 AND name = ANY($2) RETURNING name"


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it is stored."""

    name: str
    sha256: str
    """Of the text, in hexadecimal digits."""
    text: str
    created: Instant


async def read(database: Database, workspace: UUID) -> tuple[Kept, ...]:
    """All of them, by name."""
    async with database.read(workspace) as reader:
        rows = await reader.fetch(ALL, workspace)
    return tuple(Kept(*row) for row in rows)


async def mark(database: Database, workspace: UUID) -> str:
    """Another one whenever any document is another."""
    async with database.read(workspace) as reader:
        return str(await reader.fetchval(MARK, workspace))


async def put(database: Database, workspace: UUID, documents: Sequence[Kept]) -> frozenset[str]:
    """All or nothing. The names that are new or lead to another text now; the others stay."""
    if not documents:
        return frozenset()
    columns = zip(*((one.name, one.sha256, one.text) for one in documents), strict=True)
    async with database.transaction(workspace) as connection:
        rows = await connection.fetch(PUT, workspace, *map(list, columns), documents[0].created)
    return frozenset(row["name"] for row in rows)


async def remove(database: Database, workspace: UUID, names: Sequence[str]) -> frozenset[str]:
    """The names that were there."""
    async with database.transaction(workspace) as connection:
        rows = await connection.fetch(REMOVE, workspace, list(names))
    return frozenset(row["name"] for row in rows)

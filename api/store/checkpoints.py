"""Checkpoints of the model, so that a start need not read the whole log."""

from dataclasses import dataclass
from uuid import UUID

from api.store.database import Database
from recommender import Instant

KEPT = 2
"""One to start from, one before it in case it is damaged."""
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))"
"""Whoever saves for a workspace sees what the one before has saved."""
SAVE = """
INSERT INTO model_checkpoint (workspace_id, position, version, payload, created_at)
SELECT $1::uuid, $2::bigint, $3::bigint, $4::bytea, $5::timestamptz
WHERE NOT EXISTS (SELECT FROM model_checkpoint WHERE workspace_id = $1 AND version > $6)
ON CONFLICT (workspace_id, position) DO UPDATE
SET version = excluded.version, payload = excluded.payload, created_at = excluded.created_at
RETURNING version
"""
PRUNE = """
DELETE FROM model_checkpoint WHERE workspace_id = $1 AND position NOT IN (
    SELECT position FROM model_checkpoint WHERE workspace_id = $1
    ORDER BY version DESC, created_at DESC, position DESC LIMIT $2
)
"""
KEPT_ONES = """
SELECT position, version, payload, created_at FROM model_checkpoint
WHERE workspace_id = $1 ORDER BY version DESC, created_at DESC, position DESC
"""
VERSION = "SELECT coalesce(max(version), 0) FROM model_checkpoint WHERE workspace_id = $1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    position: int
    version: int
    payload: bytes
    created: Instant


async def save(
    database: Database, workspace: UUID, made: Checkpoint, onto: int | None = None
) -> bool:
    """Whether it was kept: not where others have got beyond the version that it was made from.

    That is its own, unless ``onto`` is another. The ones before the last two go.
    """
    version = made.version if onto is None else onto
    async with database.transaction(workspace) as connection:
        await connection.execute(LOCK, workspace)
        kept = await connection.fetchval(
            SAVE, workspace, made.position, made.version, made.payload, made.created, version
        )
        await connection.execute(PRUNE, workspace, KEPT)
    return kept is not None


async def version(database: Database, workspace: UUID) -> int:
    """Of the newest; 0 where there is none."""
    async with database.read(workspace) as reader:
        found = await reader.fetchval(VERSION, workspace)
    assert isinstance(found, int)  # noqa: S101  # a maximum or 0
    return found


async def latest(database: Database, workspace: UUID) -> tuple[Checkpoint, ...]:
    """The newest first; the next one is for when it cannot be read."""
    async with database.read(workspace) as reader:
        rows = await reader.fetch(KEPT_ONES, workspace)
    return tuple(Checkpoint(*row) for row in rows)

"""Checkpoints of the model, so that a start need not read the whole log."""

from dataclasses import dataclass
from uuid import UUID

from api.store.database import Database
from recommender import Instant

KEPT = 2
"""One to start from, one before it in case it is damaged."""
SAVE = """
INSERT INTO model_checkpoint (workspace_id, position, version, payload, created_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (workspace_id, position) DO UPDATE
SET version = excluded.version, payload = excluded.payload, created_at = excluded.created_at
"""
PRUNE = """
DELETE FROM model_checkpoint WHERE workspace_id = $1 AND position NOT IN (
    SELECT position FROM model_checkpoint WHERE workspace_id = $1
    ORDER BY created_at DESC, position DESC LIMIT $2
)
"""
KEPT_ONES = """
SELECT position, version, payload, created_at FROM model_checkpoint
WHERE workspace_id = $1 ORDER BY created_at DESC, position DESC
"""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    position: int
    version: int
    payload: bytes
    created: Instant


async def save(database: Database, workspace: UUID, made: Checkpoint) -> None:
    """The ones before the last two go."""
    async with database.transaction(workspace) as connection:
        await connection.execute(
            SAVE, workspace, made.position, made.version, made.payload, made.created
        )
        await connection.execute(PRUNE, workspace, KEPT)


async def latest(database: Database, workspace: UUID) -> tuple[Checkpoint, ...]:
    """The newest first; the next one is for when it cannot be read."""
    async with database.read(workspace) as reader:
        rows = await reader.fetch(KEPT_ONES, workspace)
    return tuple(Checkpoint(*row) for row in rows)

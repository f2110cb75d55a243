"""How far a file has been imported; saved with each batch, so that both are there or neither."""

from dataclasses import dataclass
from uuid import UUID

from api.store.connection import Writer
from api.store.database import Database
from recommender import Instant

BEGIN = """
INSERT INTO import_run (workspace_id, digest, position, accepted, duplicate, rejected)
VALUES ($1, $2, 0, 0, 0, 0)
ON CONFLICT (workspace_id, digest) DO UPDATE SET digest = excluded.digest
RETURNING position, accepted, duplicate, rejected, finished_at
"""
ADVANCE = """
UPDATE import_run SET position = GREATEST(position, $3), accepted = accepted + $4,
       duplicate = duplicate + $5, rejected = rejected + $6
WHERE workspace_id = $1 AND digest = $2
"""
FINISH = "UPDATE import_run SET finished_at = $3 WHERE workspace_id = $1 AND digest = $2"


@dataclass(frozen=True, slots=True)
class ImportRun:
    position: int = 0
    """Bytes of the file that were read and written."""
    accepted: int = 0
    duplicate: int = 0
    rejected: int = 0
    finished: Instant | None = None


async def begin(database: Database, workspace: UUID, digest: str) -> ImportRun:
    """A new run, or the one that was interrupted, or finished, before."""
    async with database.transaction(workspace) as connection:
        row = await connection.fetchrow(BEGIN, workspace, digest)
    return ImportRun(*row) if row else ImportRun()


async def advance(connection: Writer, workspace: UUID, digest: str, step: ImportRun) -> None:
    """``step`` holds the new position, and the counts of this batch alone.

    The COMMIT need not wait for the disk: after a crash the file is read on from the position that
    was kept. What is acknowledged is the end, and ``finish`` waits for all that came before it.
    """
    await connection.execute("SET LOCAL synchronous_commit = off")
    counts = step.accepted, step.duplicate, step.rejected
    await connection.execute(ADVANCE, workspace, digest, step.position, *counts)


async def finish(database: Database, workspace: UUID, digest: str, now: Instant) -> None:
    async with database.transaction(workspace) as connection:
        await connection.execute(FINISH, workspace, digest, now)

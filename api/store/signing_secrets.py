"""The secrets that a workspace's sites sign visitor tokens with, by their ids alone.

What is kept cannot sign: a secret is made from its id and the installation's pepper.
"""

from uuid import UUID, uuid4

from api.store.database import Database
from recommender import Instant

RETIRE = """
UPDATE signing_secret SET expires_at = LEAST(expires_at, $2) WHERE workspace_id = $1
"""
MAKE = "INSERT INTO signing_secret (workspace_id, id, created_at) VALUES ($1, $2, $3)"
CLEAR = "DELETE FROM signing_secret WHERE workspace_id = $1 AND expires_at < $2"


async def make(database: Database, workspace: UUID, *, at: Instant, until: Instant) -> UUID:
    """A new one; those of before are good until then."""
    made = uuid4()
    async with database.transaction(workspace) as connection:
        await connection.execute(CLEAR, workspace, at)
        await connection.execute(RETIRE, workspace, until)
        await connection.execute(MAKE, workspace, made, at)
    return made

"""Every buyer of a workspace at once, as known now, for whoever reads the whole log."""

from uuid import UUID

from api.store.database import Database
from recommender import Buyers, Person

EVERYBODY = """
SELECT b.id, COALESCE(s.id, b.id) AS person, a.id AS account, a.vertical
FROM buyer b
LEFT JOIN buyer s ON s.workspace_id = b.workspace_id AND s.id = b.merged_into
LEFT JOIN account a ON a.workspace_id = b.workspace_id
    AND a.id = COALESCE(s.account_id, b.account_id)
WHERE b.workspace_id = $1
"""


async def everybody(database: Database, workspace: UUID) -> Buyers:
    """By every id that acts may carry: what was merged is one person."""
    async with database.read(workspace) as reader:
        rows = await reader.fetch(EVERYBODY, workspace)
    return Buyers({one: Person(*who) for one, *who in map(tuple, rows)})

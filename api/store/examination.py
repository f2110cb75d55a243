"""What must hold in every workspace, asked of the database. Each question counts the breaches."""

from collections.abc import AsyncIterator
from uuid import UUID

from api.store.database import Database
from api.store.interactions import COLUMNS, interaction_of
from recommender import Interaction

AT_ONCE = 2_000

COUNTED = {
    "every act belongs to a buyer": """
        SELECT count(*) FROM interaction i WHERE i.workspace_id = $1 AND NOT EXISTS (
            SELECT FROM buyer b WHERE b.workspace_id = $1 AND b.id = i.buyer_id)
    """,
    "every identity leads to a buyer in one hop": """
        SELECT count(*) FROM identity i JOIN buyer b ON b.workspace_id = $1 AND b.id = i.buyer_id
        WHERE i.workspace_id = $1 AND b.merged_into IS NOT NULL
    """,
    "merged buyers point at a buyer who stands": """
        SELECT count(*) FROM buyer b JOIN buyer s ON s.workspace_id = $1 AND s.id = b.merged_into
        WHERE b.workspace_id = $1 AND s.merged_into IS NOT NULL
    """,
    "merged buyers have no journey of their own": """
        SELECT count(*) FROM journey j JOIN buyer b ON b.workspace_id = $1 AND b.id = j.buyer_id
        WHERE j.workspace_id = $1 AND b.merged_into IS NOT NULL
    """,
    "every outcome joins a decision of this workspace": """
        SELECT count(*) FROM interaction i
        WHERE i.workspace_id = $1 AND i.decision_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM decision d WHERE d.workspace_id = $1 AND d.id = i.decision_id)
    """,
    "every decision shows each of its steps": """
        SELECT count(*) FROM decision d WHERE d.workspace_id = $1
          AND cardinality(d.display) <> (SELECT count(*) FROM decision_step s
              WHERE s.workspace_id = $1 AND s.decision_id = d.id)
    """,
    "propensities are probabilities": """
        SELECT count(*) FROM decision WHERE workspace_id = $1
          AND NOT (ordered_propensity > 0 AND ordered_propensity <= set_propensity + 1e-9
                   AND set_propensity <= 1 + 1e-9)
    """,
    "the log lies behind the server's transactions": """
        SELECT count(*) FROM interaction WHERE workspace_id = $1
          AND tx >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    """,
}

UNPROTECTED = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> 'alembic_version'
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity
           AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))
"""

HISTORIES = f"""
SELECT coalesce(acts.of, j.buyer_id) AS owner, j.state, acts.* FROM (
    SELECT coalesce(b.merged_into, b.id) AS of, i.* FROM (
        SELECT {COLUMNS} FROM interaction WHERE workspace_id = $1
    ) i JOIN buyer b ON b.workspace_id = $1 AND b.id = i.buyer_id
) acts FULL JOIN (
    SELECT buyer_id, state FROM journey WHERE workspace_id = $1
) j ON j.buyer_id = acts.of
ORDER BY 1
"""  # noqa: S608  # of constants
DECISIONS = "SELECT id FROM decision WHERE workspace_id = $1 ORDER BY at DESC, id LIMIT $2"


async def breaches(database: Database, workspace: UUID) -> dict[str, int]:
    """How often each of the counted invariants is broken; 0 is as it should be."""
    async with database.read(workspace) as reader:
        found = {name: await reader.fetchval(query, workspace) for name, query in COUNTED.items()}
    return {name: count if isinstance(count, int) else -1 for name, count in found.items()}


async def unprotected_tables(database: Database) -> int:
    async with database.connection() as connection:
        return int(await connection.fetchval(UNPROTECTED))


async def histories(
    database: Database, workspace: UUID
) -> AsyncIterator[tuple[str | None, list[Interaction]]]:
    """Each buyer's stored journey beside all acts of theirs; only one buyer is held in memory."""
    async with database.transaction(workspace) as connection:
        owner: UUID | None = None
        state: str | None = None
        acts: list[Interaction] = []
        async for row in connection.cursor(HISTORIES, workspace, prefetch=AT_ONCE):
            if row["owner"] != owner:
                if owner is not None:
                    yield state, acts
                owner, state, acts = row["owner"], row["state"], []
            if row["id"] is not None:
                acts.append(interaction_of(row))
        if owner is not None:
            yield state, acts


async def latest_decisions(database: Database, workspace: UUID, most: int) -> list[UUID]:
    async with database.read(workspace) as reader:
        return [row["id"] for row in await reader.fetch(DECISIONS, workspace, most)]

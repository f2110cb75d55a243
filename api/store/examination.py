"""What must hold in every workspace, asked of the database. Each question counts the breaches."""

from collections.abc import AsyncIterator
from uuid import UUID

from api.store.database import Database
from api.store.interactions import COLUMNS, interaction_of
from recommender import Interaction

BUYERS = 200
"""In a page."""

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

ROLE = "SELECT NOT (rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname = current_user"

PAGE = """
SELECT b.id, j.state FROM buyer b
LEFT JOIN journey j ON j.workspace_id = $1 AND j.buyer_id = b.id AND j.buyer_id > $2
WHERE b.workspace_id = $1 AND b.merged_into IS NULL AND b.id > $2 ORDER BY b.id LIMIT $3
"""
ABSORBED = "SELECT id, merged_into FROM buyer WHERE workspace_id = $1 AND merged_into = ANY($2)"
ACTS = f"SELECT {COLUMNS} FROM interaction WHERE workspace_id = $1 AND buyer_id = ANY($2)"  # noqa: S608  # a constant
DECISIONS = "SELECT id FROM decision WHERE workspace_id = $1 ORDER BY at DESC, id LIMIT $2"


async def breaches(database: Database, workspace: UUID) -> dict[str, int]:
    """How often each of the counted invariants is broken; 0 is as it should be."""
    async with database.read(workspace) as reader:
        found = {name: await reader.fetchval(query, workspace) for name, query in COUNTED.items()}
    return {name: count if isinstance(count, int) else -1 for name, count in found.items()}


async def unprotected_tables(database: Database) -> int:
    async with database.connection() as connection:
        return int(await connection.fetchval(UNPROTECTED))


async def revisions(database: Database) -> set[str]:
    """Of the schema, as the migrations have noted it there."""
    async with database.connection() as connection:
        rows = await connection.fetch("SELECT version_num FROM alembic_version")
    return {row[0] for row in rows}


async def is_bound(database: Database) -> bool:
    """Whether row-level security binds the role that this connects as."""
    async with database.connection() as connection:
        return bool(await connection.fetchval(ROLE))


async def histories(
    database: Database, workspace: UUID, *, at_once: int = BUYERS
) -> AsyncIterator[tuple[str | None, list[Interaction]]]:
    """Each buyer's stored journey beside all acts of theirs.

    A page of buyers at a time, each as of one moment: a busy server is not kept waiting, and no
    more than a page is held.
    """
    last = UUID(int=0)
    while page := await _page(database, workspace, last, at_once):
        last = page[-1][0]
        for _, state, acts in page:
            yield state, acts


async def _page(
    database: Database, workspace: UUID, after: UUID, most: int
) -> list[tuple[UUID, str | None, list[Interaction]]]:
    async with database.read(workspace) as reader:
        page = await reader.fetch(PAGE, workspace, after, most)
        acts: dict[UUID, list[Interaction]] = {row["id"]: [] for row in page}
        owners = {id_: id_ for id_ in acts}
        absorbed = await reader.fetch(ABSORBED, workspace, list(acts))
        owners |= {row["id"]: row["merged_into"] for row in absorbed}
        rows = await reader.fetch(ACTS, workspace, list(owners))
    for act in map(interaction_of, rows):
        acts[owners[act.buyer]].append(act)
    return [(row["id"], row["state"], acts[row["id"]]) for row in page]


async def latest_decisions(database: Database, workspace: UUID, most: int) -> list[UUID]:
    async with database.read(workspace) as reader:
        return [row["id"] for row in await reader.fetch(DECISIONS, workspace, most)]

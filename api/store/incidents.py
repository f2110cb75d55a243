"""Open incidents by buyer, for the guard that looks at the whole company."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from api.store.connection import Writer
from recommender import Interaction, Kind

UPSERT = """
INSERT INTO incident (workspace_id, buyer_id, subject, opened_at, closed_at)
SELECT $1, buyer, subject, opened, closed
FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[])
     AS new(buyer, subject, opened, closed)
ON CONFLICT (workspace_id, buyer_id, subject) DO UPDATE SET
    opened_at = GREATEST(incident.opened_at, excluded.opened_at),
    closed_at = GREATEST(incident.closed_at, excluded.closed_at)
"""
ABSORB = """
WITH gone AS (
    DELETE FROM incident i USING unnest($2::uuid[], $3::uuid[]) AS m(absorbed, survivor)
    WHERE i.workspace_id = $1 AND i.buyer_id = m.absorbed
    RETURNING m.survivor, i.subject, i.opened_at, i.closed_at
)
INSERT INTO incident (workspace_id, buyer_id, subject, opened_at, closed_at)
SELECT $1, survivor, subject, max(opened_at), max(closed_at) FROM gone GROUP BY survivor, subject
ON CONFLICT (workspace_id, buyer_id, subject) DO UPDATE SET
    opened_at = GREATEST(incident.opened_at, excluded.opened_at),
    closed_at = GREATEST(incident.closed_at, excluded.closed_at)
"""
KINDS = (Kind.INCIDENT_OPENED, Kind.INCIDENT_CLOSED)


async def note(connection: Writer, workspace: UUID, acts: Iterable[Interaction]) -> None:
    """Keeps the latest opening and the latest closing; the buyers' rows must be held."""
    latest: dict[tuple[UUID, str], list[int | None]] = {}
    for act in acts:
        if act.kind in KINDS:
            times = latest.setdefault((act.buyer, act.subject or ""), [None, None])
            side = KINDS.index(act.kind)
            times[side] = max(times[side] or 0, act.at)
    if not latest:
        return
    keys = sorted(latest)
    await connection.execute(
        UPSERT,
        workspace,
        [buyer for buyer, _ in keys],
        [subject for _, subject in keys],
        [latest[key][0] for key in keys],
        [latest[key][1] for key in keys],
    )


async def absorb(connection: Writer, workspace: UUID, survivors: Mapping[UUID, UUID]) -> None:
    """The survivors of merges inherit what was open and what was closed."""
    await connection.execute(ABSORB, workspace, list(survivors), list(survivors.values()))

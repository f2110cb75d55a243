"""The event log: appending to it, and reading acts back out of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Record

from api.store.connection import Reader, Writer
from api.store.span import Span
from recommender import Channel, Instant, Interaction, Kind, Motion, Outcome

APPEND = """
INSERT INTO interaction
    (workspace_id, id, buyer_id, kind, occurred_at, channel, offer_key, decision_id, detail)
SELECT $1, id, buyer, kind, timestamptz 'epoch' + at * interval '1 millisecond',
       channel, offer, decision, detail::json
FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::text[], $7::text[],
            $8::uuid[], $9::text[]) AS new(id, buyer, kind, at, channel, offer, decision, detail)
ON CONFLICT DO NOTHING
RETURNING id
"""
COLUMNS = """id, buyer_id, kind, occurred_at, channel, offer_key, decision_id, detail"""
"""What ``interaction_of`` reads."""

BY_ID = f"SELECT {COLUMNS} FROM interaction WHERE workspace_id = $1 AND id = ANY($2)"  # noqa: S608  # of constants
OF_BUYERS = f"""
SELECT asked.id AS asked, i.* FROM unnest($2::uuid[]) AS asked(id) CROSS JOIN LATERAL (
    SELECT {COLUMNS} FROM interaction WHERE workspace_id = $1 AND buyer_id IN (
        SELECT id FROM buyer
        WHERE workspace_id = $1 AND (id = asked.id OR merged_into = asked.id)
    ) AND (occurred_at, id) > ($3::timestamptz, $4::uuid)
      AND (occurred_at, id) < ($5::timestamptz, $6::uuid)
    ORDER BY occurred_at {{0}}, id {{0}} LIMIT $7
) i ORDER BY i.occurred_at {{0}}, i.id {{0}}
"""  # noqa: S608  # of constants


async def append(connection: Writer, workspace: UUID, acts: Sequence[Interaction]) -> set[UUID]:
    """Which of the acts are new. One order of ids: writers of the same acts cannot deadlock."""
    acts = sorted(acts, key=lambda act: act.id.int)
    rows = await connection.fetch(
        APPEND,
        workspace,
        [act.id for act in acts],
        [act.buyer for act in acts],
        [act.kind for act in acts],
        [act.at for act in acts],
        [act.channel for act in acts],
        [act.offer for act in acts],
        [act.decision for act in acts],
        [_detail(act) for act in acts],
    )
    return {row[0] for row in rows}


def interaction_of(row: Record) -> Interaction:
    detail = row["detail"]
    return Interaction(
        id=row["id"],
        buyer=row["buyer_id"],
        kind=Kind(row["kind"]),
        at=Instant(row["occurred_at"]),
        channel=Channel(row["channel"]),
        offer=row["offer_key"],
        decision=row["decision_id"],
        **(_read(orjson.loads(detail)) if detail else {}),
    )


def _detail(act: Interaction) -> str | None:
    """The rarer fields, where they say something."""
    said = {
        "depth": act.depth,
        "motion": act.motion,
        "job": act.job,
        "persona": act.persona,
        "topics": act.topics,
        "facts": act.facts,
        "outcome": act.outcome,
        "reason": act.reason,
        "subject": act.subject,
    }
    kept = {name: value for name, value in said.items() if value}
    return orjson.dumps(kept).decode() if kept else None


def _read(detail: dict[str, Any]) -> dict[str, Any]:
    for name, read in READERS.items():
        if name in detail:
            detail[name] = read(detail[name])
    return detail


READERS: Mapping[str, Callable[[Any], Any]] = {
    "motion": Motion,
    "outcome": Outcome,
    "topics": tuple,
    "facts": lambda pairs: tuple(map(tuple, pairs)),
}


async def some(reader: Reader, workspace: UUID, ids: Collection[UUID]) -> dict[UUID, Interaction]:
    rows = await reader.fetch(BY_ID, workspace, list(ids))
    return {row["id"]: interaction_of(row) for row in rows}


async def of_buyers(
    reader: Reader, workspace: UUID, buyers: Sequence[UUID], span: Span
) -> list[tuple[UUID, Interaction]]:
    """A page of each, what came with a merge included, beside the buyer who was asked for."""
    rows = await reader.fetch(
        OF_BUYERS.format(span.order), workspace, buyers, *span.low, *span.high, span.limit
    )
    return [(row["asked"], interaction_of(row)) for row in rows]

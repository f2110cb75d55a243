"""The event log: appending to it, and reading acts back out of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Record

from api.store.connection import Writer
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

"""Opportunities: purchases under way, their stages proven by observed acts (R17)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import UUID

import asyncpg

from api.store.connection import Reader
from api.store.database import Database
from recommender import Instant, Motion, Outcome

OPPORTUNITIES = """
SELECT * FROM opportunity WHERE workspace_id = $1 AND ($2::uuid IS NULL OR account_id = $2)
ORDER BY opened_at, key
"""
SOME = """
SELECT * FROM opportunity WHERE workspace_id = $1 AND {0} ORDER BY opened_at, key
"""
WHICH = {
    "key": "key = ANY($2::text[])",
    "account": "account_id = ANY($2::uuid[])",
    "group": "group_id = ANY($2::uuid[])",
}
EVIDENCE = """
SELECT opportunity_id, stage, interaction_id, noted_at FROM opportunity_evidence
WHERE workspace_id = $1 AND opportunity_id = ANY($2::uuid[])
ORDER BY opportunity_id, noted_at, interaction_id
"""
SAVE = """
INSERT INTO opportunity (workspace_id, id, key, name, account_id, group_id, motion, stage,
                         opened_at, closed_at, outcome, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (workspace_id, id) DO UPDATE
SET key = excluded.key, name = excluded.name, account_id = excluded.account_id,
    group_id = excluded.group_id, motion = excluded.motion, stage = excluded.stage,
    opened_at = excluded.opened_at, closed_at = excluded.closed_at, outcome = excluded.outcome,
    reason = excluded.reason
"""
PROVE = """
INSERT INTO opportunity_evidence (workspace_id, opportunity_id, stage, interaction_id, noted_at)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
"""


By: TypeAlias = Literal["key", "account", "group"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An observed act that proves a stage."""

    stage: str
    interaction: UUID
    noted: Instant


@dataclass(frozen=True, slots=True)
class Opportunity:
    id: UUID
    key: str
    name: str
    account: UUID
    opened: Instant
    group: UUID | None = None
    motion: Motion | None = None
    stage: str | None = None
    closed: Instant | None = None
    outcome: Outcome | None = None
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    """In the order in which it was noted."""


async def save(database: Database, workspace: UUID, made: Opportunity) -> None:
    """Evidence is added, never removed."""
    async with database.transaction(workspace) as connection:
        await connection.execute(
            SAVE,
            *(workspace, made.id, made.key, made.name, made.account, made.group, made.motion),
            *(made.stage, made.opened, made.closed, made.outcome, made.reason),
        )
        await connection.executemany(
            PROVE,
            [(workspace, made.id, e.stage, e.interaction, e.noted) for e in made.evidence],
        )


async def of_account(
    database: Database, workspace: UUID, account: UUID | None = None
) -> tuple[Opportunity, ...]:
    """The opportunities of one account, or of all."""
    async with database.read(workspace) as reader:
        rows = await reader.fetch(OPPORTUNITIES, workspace, account)
        return await _with_evidence(reader, workspace, rows)


async def some(
    reader: Reader, workspace: UUID, by: By, named: Collection[UUID | str]
) -> tuple[Opportunity, ...]:
    """Those with one of these keys, accounts or groups, the oldest first."""
    rows = await reader.fetch(SOME.format(WHICH[by]), workspace, list(named))
    return await _with_evidence(reader, workspace, rows)


async def _with_evidence(
    reader: Reader, workspace: UUID, rows: list[asyncpg.Record]
) -> tuple[Opportunity, ...]:
    found = await reader.fetch(EVIDENCE, workspace, [row["id"] for row in rows])
    proof: dict[UUID, list[Evidence]] = {}
    for opportunity, *evidence in found:
        proof.setdefault(opportunity, []).append(Evidence(*evidence))
    return tuple(
        Opportunity(
            id=row["id"],
            key=row["key"],
            name=row["name"],
            account=row["account_id"],
            opened=row["opened_at"],
            group=row["group_id"],
            motion=Motion(row["motion"]) if row["motion"] else None,
            stage=row["stage"],
            closed=row["closed_at"],
            outcome=Outcome(row["outcome"]) if row["outcome"] else None,
            reason=row["reason"],
            evidence=tuple(proof.get(row["id"], ())),
        )
        for row in rows
    )

"""Decisions: what must be known before one, and the record of one. A round trip each."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import asyncpg
import orjson

from api.store import decision_json as json
from api.store.connection import Reader
from api.store.database import Database
from api.store.failures import checked
from api.store.span import Span
from recommender import (
    Channel,
    Company,
    Decision,
    Exhausted,
    Instant,
    Journey,
    Kind,
    Slot,
    Step,
    StepContext,
    Touch,
    decode,
)

RECORD = f"SELECT record_decision({', '.join(f'${n}' for n in range(1, 24))})"

BY_ID = "SELECT * FROM decision WHERE workspace_id = $1 AND id = ANY($2::uuid[])"
OF_BUYERS = """
SELECT asked.id AS asked, d.* FROM unnest($2::uuid[]) AS asked(id) CROSS JOIN LATERAL (
    SELECT * FROM decision WHERE workspace_id = $1 AND buyer_id IN (
        SELECT id FROM buyer
        WHERE workspace_id = $1 AND (id = asked.id OR merged_into = asked.id)
    ) AND (at, id) > ($3::timestamptz, $4::uuid) AND (at, id) < ($5::timestamptz, $6::uuid)
    ORDER BY at {0}, id {0} LIMIT $7
) d ORDER BY d.at {0}, d.id {0}
"""
STEPS = """
SELECT * FROM decision_step WHERE workspace_id = $1 AND decision_id = ANY($2::uuid[])
ORDER BY decision_id, position
"""


@dataclass(frozen=True, slots=True)
class Ref:
    """How a caller names a buyer: a kind of identity with its value, or ``id``."""

    kind: str
    value: str
    visitor: str | None = field(default=None, compare=False)
    """Not ``None``: whoever is known, and not by this user id, is not found."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known when a decision is asked for. A buyer never seen has an empty journey."""

    buyer: UUID | None
    journey: Journey
    company: Company
    decided: UUID | None
    """The decision that this key has led to before."""


@dataclass(frozen=True, slots=True)
class Record:
    """A decision as it was asked for and made."""

    decision: Decision
    context: StepContext
    ref: Ref
    buyer: UUID | None
    key: str | None = None


async def ask(database: Database, workspace: UUID, ref: Ref, key: str | None = None) -> Asked:
    """One round trip."""
    with checked():
        async with database.connection() as connection:
            row = await connection.fetchrow(
                "SELECT * FROM advise_read($1, $2, $3, $4, $5)",
                *(workspace, ref.kind, ref.value, key, ref.visitor),
            )
    assert row is not None  # noqa: S101  # a function always answers
    return Asked(
        buyer=row["buyer_id"],
        journey=decode(row["state"]) if row["state"] else Journey.empty(),
        company=Company(row["open_incidents"], row["vertical"], touches(row["colleagues"])),
        decided=row["decided"],
    )


def touches(told: str | None) -> tuple[Touch, ...]:
    return tuple([
        Touch(Instant(at), UUID(id_).hex, Kind(kind), Channel(channel), offer, None, None, depth)
        for at, id_, kind, channel, offer, depth in orjson.loads(told or "[]")
    ])  # fmt: skip


async def record(database: Database, workspace: UUID, made: Record) -> UUID:
    """One round trip. The id of the decision that stands: another's, where its key came first."""
    d = made.decision
    context = json.dump_context(made.context) | {"buyer": [made.ref.kind, made.ref.value]}
    with checked():
        async with database.connection() as connection:
            winner = await connection.fetchval(
                RECORD,
                *(workspace, d.id, made.key, made.buyer, d.at, json.dump(context)),
                *(d.chance_any_taken, d.exhausted, json.dump_belief(d.belief)),
                *(json.dump_left_out(d.left_out), d.draw, d.ordered_propensity, d.set_propensity),
                *(d.display, d.model_version, d.model_position),
                *columns(d.steps),
            )
    assert isinstance(winner, UUID)  # noqa: S101  # what the function returns
    return winner


async def find(database: Database, workspace: UUID, id_: UUID) -> Record | None:
    async with database.read(workspace) as reader:
        return (await some(reader, workspace, [id_])).get(id_)


async def some(reader: Reader, workspace: UUID, ids: Collection[UUID]) -> dict[UUID, Record]:
    rows = await reader.fetch(BY_ID, workspace, list(ids))
    return {made.decision.id: made for made in await records(reader, workspace, rows)}


async def of_buyers(
    reader: Reader, workspace: UUID, buyers: Sequence[UUID], span: Span
) -> list[tuple[UUID, Record]]:
    """A page of each, what came with a merge included, beside the buyer who was asked for."""
    rows = await reader.fetch(
        OF_BUYERS.format(span.order), workspace, buyers, *span.low, *span.high, span.limit
    )
    found = await records(reader, workspace, rows)
    return [(row["asked"], made) for row, made in zip(rows, found, strict=True)]


async def records(reader: Reader, workspace: UUID, rows: list[asyncpg.Record]) -> list[Record]:
    steps = defaultdict[UUID, list[asyncpg.Record]](list)
    if rows:
        for step in await reader.fetch(STEPS, workspace, [row["id"] for row in rows]):
            steps[step["decision_id"]].append(step)
    return [_record(row, steps[row["id"]]) for row in rows]


def columns(steps: tuple[Step, ...]) -> tuple[list[str] | list[float], ...]:
    return (
        [step.offer for step in steps],
        [step.slot.value for step in steps],
        [step.chance for step in steps],
        [step.gain for step in steps],
        [step.selection_probability for step in steps],
        [json.dump_serves(step) for step in steps],
        [json.dump_reasons(step) for step in steps],
    )


def _record(row: asyncpg.Record, steps: list[asyncpg.Record]) -> Record:
    context = orjson.loads(row["context"])
    return Record(
        decision=_decision(row, steps),
        context=json.load_context(context),
        ref=Ref(*context["buyer"]),
        buyer=row["buyer_id"],
        key=row["decision_key"],
    )


def _decision(row: asyncpg.Record, steps: list[asyncpg.Record]) -> Decision:
    return Decision(
        id=row["id"],
        at=row["at"],
        steps=tuple(map(_step, steps)),
        display=tuple(row["display"]),
        chance_any_taken=row["chance"],
        exhausted=None if row["exhausted"] is None else Exhausted(row["exhausted"]),
        left_out=json.load_left_out(row["left_out"]),
        belief=json.load_belief(row["belief"]),
        ordered_propensity=row["ordered_propensity"],
        set_propensity=row["set_propensity"],
        draw=row["draw"],
        model_version=row["model_version"],
        model_position=row["model_position"],
    )


def _step(row: asyncpg.Record) -> Step:
    return Step(
        offer=row["offer_key"],
        slot=Slot(row["slot"]),
        chance=row["chance"],
        gain=row["gain"],
        selection_probability=row["selection_probability"],
        serves=json.load_serves(row["serves"]),
        reasons=json.load_reasons(row["reasons"]),
    )

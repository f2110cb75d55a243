"""Many buyers at once: what must be known before their decisions, and the record of these."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from api.store import decision_json as json
from api.store.connection import Reader, Writer
from api.store.decisions import Record, Ref, columns, records, touches
from recommender import Company

ASK = """
WITH asked AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::text[])
    WITH ORDINALITY AS a(kind, value, key, n)
), found AS (
    SELECT asked.n, asked.key, COALESCE(b.merged_into, b.id) AS buyer_id FROM asked
    LEFT JOIN identity i
        ON i.workspace_id = $1 AND i.kind = asked.kind AND i.value = asked.value
    LEFT JOIN buyer b ON b.workspace_id = $1
        AND b.id = CASE asked.kind WHEN 'id' THEN asked.value::uuid ELSE i.buyer_id END
)
SELECT b.id, b.account_id, j.state, a.vertical,
    b.id IS NOT NULL AND any_open_incident($1, b.id, b.account_id),
    CASE WHEN b.account_id IS NOT NULL THEN latest_touches($1, b.account_id, b.id) END,
    d.id
FROM found
LEFT JOIN buyer b ON b.workspace_id = $1 AND b.id = found.buyer_id
LEFT JOIN account a ON a.workspace_id = $1 AND a.id = b.account_id
LEFT JOIN journey j ON j.workspace_id = $1 AND j.buyer_id = b.id
LEFT JOIN decision d ON d.workspace_id = $1 AND d.decision_key = found.key
ORDER BY found.n
"""
RECORD = """
WITH made AS (
    INSERT INTO decision (
        workspace_id, id, decision_key, buyer_id, at, context, chance, exhausted, belief, left_out,
        draw, ordered_propensity, set_propensity, display, model_version, model_position
    )
    SELECT $1, id, key, buyer, at, asked::json, chance, exhausted, belief::json, left_out::json,
        draw, in_order, as_set, display::smallint[], version, position
    FROM unnest(
        $2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[], $6::text[], $7::float8[],
        $8::text[], $9::text[], $10::text[], $11::bytea[], $12::float8[], $13::float8[],
        $14::text[], $15::bigint[], $16::bigint[]
    ) AS d(
        id, key, buyer, at, asked, chance, exhausted, belief, left_out, draw, in_order, as_set,
        display, version, position
    )
    ORDER BY key
    ON CONFLICT (workspace_id, decision_key) WHERE decision_key IS NOT NULL
    DO NOTHING RETURNING id
), steps AS (
    INSERT INTO decision_step (
        workspace_id, decision_id, position, offer_key, slot, chance, gain,
        selection_probability, serves, reasons
    )
    SELECT $1, s.decision, s.position, s.offer, s.slot, s.chance, s.gain, s.probability,
        s.serves::json, s.reasons::json
    FROM unnest(
        $17::uuid[], $18::smallint[], $19::text[], $20::text[], $21::float8[], $22::float8[],
        $23::float8[], $24::text[], $25::text[]
    ) AS s(decision, position, offer, slot, chance, gain, probability, serves, reasons)
    JOIN made ON made.id = s.decision
)
SELECT id FROM made
"""
BY_KEY = "SELECT * FROM decision WHERE workspace_id = $1 AND decision_key = ANY($2::text[])"


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one who was asked for. Of a buyer never seen, nothing."""

    buyer: UUID | None
    account: UUID | None
    state: str | None
    """The journey as it is stored."""
    company: Company
    decided: UUID | None
    """The decision that this key has led to before."""


async def ask(
    reader: Reader, workspace: UUID, refs: Sequence[Ref], keys: Sequence[str | None]
) -> list[Told]:
    """One of each, in their order."""
    kinds, values = [ref.kind for ref in refs], [ref.value for ref in refs]
    rows = await reader.fetch(ASK, workspace, kinds, values, list(keys))
    return [
        Told(buyer, account, state, Company(incidents, vertical, touches(colleagues)), decided)
        for buyer, account, state, vertical, incidents, colleagues, decided in map(tuple, rows)
    ]


async def record(writer: Writer, workspace: UUID, made: Sequence[Record]) -> set[UUID]:
    """One statement for all. The ids of those that stand: others' keys came first."""
    steps = [
        (one.decision.id, position, *step)
        for one in made
        for position, step in enumerate(zip(*columns(one.decision.steps), strict=True))
    ]
    rows = await writer.fetch(RECORD, workspace, *_turned(map(_row, made), 15), *_turned(steps, 9))
    return {row["id"] for row in rows}


async def by_keys(reader: Reader, workspace: UUID, keys: Sequence[str]) -> dict[str | None, Record]:
    rows = await reader.fetch(BY_KEY, workspace, list(keys))
    return {made.key: made for made in await records(reader, workspace, rows)}


def _row(made: Record) -> tuple[object, ...]:
    d = made.decision
    context = json.dump_context(made.context) | {"buyer": [made.ref.kind, made.ref.value]}
    return (
        *(d.id, made.key, made.buyer, d.at, json.dump(context), d.chance_any_taken, d.exhausted),
        *(json.dump_belief(d.belief), json.dump_left_out(d.left_out), d.draw),
        *(d.ordered_propensity, d.set_propensity, _array(d.display)),
        *(d.model_version, d.model_position),
    )


def _array(numbers: Sequence[int]) -> str:
    """As PostgreSQL writes it: an array of arrays would lose where one ends."""
    return f"{{{','.join(map(str, numbers))}}}"


def _turned(rows: Iterable[Sequence[object]], width: int) -> list[list[object]]:
    """Columns of rows, also of none."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]

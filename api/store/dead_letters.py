"""Events that were refused, kept once each with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from api.store.arrivals import VARIES, Rejection, json_text
from api.store.connection import Reader, Writer
from api.store.derived import dead_letter_id
from api.store.span import Span
from recommender import Instant

KEEP = """
INSERT INTO dead_letter (workspace_id, id, received_at, code, message, event, source)
SELECT $1, id, $2, code, message, event, $3
FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[]) AS new(id, code, message, event)
ON CONFLICT DO NOTHING
"""
BETWEEN = """
SELECT id, received_at, code, message, event, source FROM dead_letter
WHERE workspace_id = $1 AND (received_at, id) > ($2::timestamptz, $3::uuid)
  AND (received_at, id) < ($4::timestamptz, $5::uuid)
ORDER BY received_at {0}, id {0} LIMIT $6
"""
ONE = """
SELECT id, received_at, code, message, event, source FROM dead_letter
WHERE workspace_id = $1 AND id = $2
"""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    id: UUID
    received: Instant
    code: str
    message: str
    event: str
    """As it came, in JSON."""
    source: str


async def keep(
    connection: Writer,
    workspace: UUID,
    rejections: Sequence[Rejection],
    *,
    received: Instant,
    source: str,
) -> None:
    letters = {_id(workspace, rejection): rejection for rejection in rejections}
    ids = sorted(letters)
    await connection.execute(
        KEEP,
        workspace,
        received,
        source,
        ids,
        [letters[id_].code for id_ in ids],
        [letters[id_].message for id_ in ids],
        [json_text(letters[id_].event) for id_ in ids],
    )


def _id(workspace: UUID, rejection: Rejection) -> UUID:
    """Of what a retry repeats."""
    event = rejection.event
    if isinstance(event, dict):
        event = {name: value for name, value in event.items() if name not in VARIES}
    return dead_letter_id(workspace, json_text(event))


async def between(connection: Reader, workspace: UUID, span: Span) -> list[DeadLetter]:
    """By the time at which they came."""
    listed = BETWEEN.format(span.order)
    rows = await connection.fetch(listed, workspace, *span.low, *span.high, span.limit)
    return [DeadLetter(*row) for row in rows]


async def find(connection: Reader, workspace: UUID, id_: UUID) -> DeadLetter | None:
    row = await connection.fetchrow(ONE, workspace, id_)
    return None if row is None else DeadLetter(*row)

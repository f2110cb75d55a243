"""Recorded sets with what came of them, for whoever weighs one way of drawing sets by another."""

from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple
from uuid import UUID

from api.store.database import Database
from recommender import TAKEN, Instant, LoggedSet

AT_ONCE = 500
"""Decisions in a page."""
FIRST = UUID(int=0)

COUNT = "SELECT count(*), count(*) FILTER (WHERE at <= $2) FROM decision WHERE workspace_id = $1"
PAGE = """
WITH page AS (
    SELECT id, at, buyer_id, context -> 'buyer' AS asked, draw, set_propensity
    FROM decision WHERE workspace_id = $1 AND id > $2 AND at <= $3 ORDER BY id LIMIT $4
)
SELECT page.id, draw, set_propensity,
    COALESCE(COALESCE(s.account_id, b.account_id, s.id, b.id)::text, asked::text) AS account,
    EXISTS (
        SELECT FROM interaction o
        JOIN decision_step d ON d.workspace_id = $1 AND d.decision_id = page.id
            AND d.offer_key = o.offer_key
        WHERE o.workspace_id = $1 AND o.decision_id = page.id AND o.kind = ANY ($5)
            AND o.occurred_at <= page.at + $6 * interval '1 millisecond'
    ) AS taken
FROM page
LEFT JOIN identity i ON i.workspace_id = $1 AND page.buyer_id IS NULL
    AND i.kind = page.asked ->> 0 AND i.value = page.asked ->> 1
LEFT JOIN buyer b ON b.workspace_id = $1 AND b.id = COALESCE(page.buyer_id, i.buyer_id)
LEFT JOIN buyer s ON s.workspace_id = $1 AND s.id = b.merged_into
ORDER BY page.id
"""
DRAWS = "SELECT id, draw, model_version FROM decision WHERE workspace_id = $1 AND id = ANY ($2)"


class Draw(NamedTuple):
    record: bytes
    version: int
    """Of the model that it was made by."""


async def counted(database: Database, workspace: UUID, until: Instant) -> tuple[int, int]:
    """How many decisions there are, and how many of them were made by then."""
    async with database.read(workspace) as reader:
        row = await reader.fetchrow(COUNT, workspace, until)
    assert row is not None  # noqa: S101  # a count always answers
    return row[0], row[1]


async def logged_sets(
    database: Database, workspace: UUID, until: Instant, horizon: int, *, at_once: int = AT_ONCE
) -> AsyncIterator[LoggedSet]:
    """The sets that were decided until then, each with what came of it within the horizon.

    A page at a time, in a transaction of its own: no more than a page is held, and nobody waits.
    Each page is looked up by keys, however long the log is.
    """
    last = FIRST
    while page := await _page(database, workspace, last, until, horizon, at_once):
        last = page[-1][0]
        for _, logged in page:
            yield logged


async def draws(database: Database, workspace: UUID, ids: Sequence[UUID]) -> dict[UUID, Draw]:
    """Of those decisions that there are, by their ids."""
    async with database.read(workspace) as reader:
        rows = await reader.fetch(DRAWS, workspace, ids)
    return {row["id"]: Draw(row["draw"], row["model_version"]) for row in rows}


async def _page(
    database: Database, workspace: UUID, after: UUID, until: Instant, horizon: int, most: int
) -> list[tuple[UUID, LoggedSet]]:
    async with database.read(workspace) as reader:
        rows = await reader.fetch(PAGE, workspace, after, until, most, sorted(TAKEN), horizon)
    return [
        (row["id"], LoggedSet(row["draw"], row["set_propensity"], row["taken"], row["account"]))
        for row in rows
    ]

"""Many buyers at once: by their ids, of their companies, and all of a workspace page by page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from api.store.connection import Reader
from api.store.span import Span
from recommender import Instant

BY_ID = """
SELECT asked.id, b.id, b.created_at, b.account_id FROM unnest($2::uuid[]) AS asked(id)
JOIN buyer a ON a.workspace_id = $1 AND a.id = asked.id
JOIN buyer b ON b.workspace_id = $1 AND b.id = COALESCE(a.merged_into, a.id)
"""
PAGE = """
SELECT b.id, b.created_at, b.account_id, j.state FROM buyer b
LEFT JOIN journey j ON j.workspace_id = $1 AND j.buyer_id = b.id
WHERE b.workspace_id = $1 AND b.merged_into IS NULL AND b.id > $2 AND b.id < $3
ORDER BY b.id {0} LIMIT $4
"""
PAGE_OF = PAGE.replace("ORDER BY", "AND b.account_id = ANY($5::uuid[]) ORDER BY")
OF_ACCOUNTS = """
SELECT b.* FROM unnest($2::uuid[]) AS asked(id) CROSS JOIN LATERAL (
    SELECT id, created_at, account_id FROM buyer
    WHERE workspace_id = $1 AND account_id = asked.id AND merged_into IS NULL
      AND id > $3 AND id < $4
    ORDER BY id {0} LIMIT $5
) b ORDER BY b.id {0}
"""


@dataclass(frozen=True, slots=True)
class Known:
    id: UUID
    created: Instant
    account: UUID | None
    state: str | None = None
    """The journey as it is stored, where it was read."""


async def some(reader: Reader, workspace: UUID, ids: Collection[UUID]) -> dict[UUID, Known]:
    """By the ids asked for: who they are now, where buyers were merged."""
    rows = await reader.fetch(BY_ID, workspace, list(ids))
    return {asked: Known(*who) for asked, *who in map(tuple, rows)}


async def page(
    reader: Reader, workspace: UUID, span: Span, accounts: Collection[UUID] | None = None
) -> list[Known]:
    """With their journeys, in the order of their ids; of these accounts, or of all and none."""
    query = (PAGE if accounts is None else PAGE_OF).format(span.order)
    narrowed = () if accounts is None else (list(accounts),)
    rows = await reader.fetch(query, workspace, span.low[1], span.high[1], span.limit, *narrowed)
    return [Known(*row) for row in rows]


async def of_accounts(
    reader: Reader, workspace: UUID, accounts: Sequence[UUID], span: Span
) -> list[Known]:
    """A page of each."""
    rows = await reader.fetch(
        OF_ACCOUNTS.format(span.order),
        *(workspace, accounts, span.low[1], span.high[1], span.limit),
    )
    return [Known(*row) for row in rows]

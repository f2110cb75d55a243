"""The identifiers that lead to buyers, and the buyers they lead to.

Whoever binds an identity to a buyer, merges buyers or changes a journey holds the buyers' rows.
They are locked in the order of their ids, so that two batches cannot wait for each other, and not
FOR UPDATE, which would also stop those who merely refer to a buyer.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from api.store.arrivals import Identity, IdentityKind
from api.store.connection import Reader, Writer
from api.store.stitching import Person
from recommender import Instant

BOUND = """
SELECT i.kind, i.value, b.id, b.created_at,
       EXISTS (SELECT FROM identity u WHERE u.workspace_id = $1 AND u.buyer_id = b.id
               AND u.kind = 'user_id')
FROM unnest($2::text[], $3::text[]) AS asked(kind, value)
JOIN identity i ON i.workspace_id = $1 AND i.kind = asked.kind AND i.value = asked.value
JOIN buyer b ON b.workspace_id = $1 AND b.id = i.buyer_id
"""
HOLD = """
SELECT id, merged_into FROM buyer WHERE workspace_id = $1 AND id = ANY($2::uuid[])
ORDER BY id FOR NO KEY UPDATE
"""
FOUND = """
INSERT INTO buyer (workspace_id, id, created_at)
SELECT $1, id, $3 FROM unnest($2::uuid[]) AS new(id)
ON CONFLICT DO NOTHING
RETURNING id
"""
BIND = """
INSERT INTO identity (workspace_id, kind, value, buyer_id)
SELECT $1, kind, value, buyer
FROM unnest($2::text[], $3::text[], $4::uuid[]) AS new(kind, value, buyer)
ON CONFLICT DO NOTHING
RETURNING buyer_id
"""
MERGE = (
    """
UPDATE buyer SET merged_into = m.survivor
FROM unnest($2::uuid[], $3::uuid[]) AS m(absorbed, survivor)
WHERE workspace_id = $1 AND (id = m.absorbed OR merged_into = m.absorbed)
""",
    """
UPDATE identity SET buyer_id = m.survivor
FROM unnest($2::uuid[], $3::uuid[]) AS m(absorbed, survivor)
WHERE workspace_id = $1 AND buyer_id = m.absorbed
""",
    """
UPDATE buyer SET account_id = o.account_id
FROM unnest($2::uuid[], $3::uuid[]) AS m(absorbed, survivor)
JOIN buyer o ON o.workspace_id = $1 AND o.id = m.absorbed
WHERE buyer.workspace_id = $1 AND buyer.id = m.survivor
  AND buyer.account_id IS NULL AND o.account_id IS NOT NULL
""",
)


class Moved(Exception):  # noqa: N818  # no fault of anybody's: the batch is written again
    """Another batch bound or merged what this one rests on."""


async def bound(
    connection: Reader, workspace: UUID, identities: Collection[Identity]
) -> dict[Identity, Person]:
    """Those of the identities that lead to a buyer."""
    rows = await connection.fetch(
        BOUND, workspace, [kind for kind, _ in identities], [value for _, value in identities]
    )
    people: dict[UUID, Person] = {}
    for _, _, id_, created, known in rows:
        people.setdefault(id_, Person(id_, Instant(created), known))
    return {(IdentityKind(kind), value): people[id_] for kind, value, id_, _, _ in rows}


async def hold(connection: Writer, workspace: UUID, buyers: Collection[UUID]) -> None:
    """Locks the buyers until the end of the transaction.

    Raises:
        Moved: One of them was absorbed meanwhile.
    """
    rows = await connection.fetch(HOLD, workspace, sorted(buyers))
    if any(survivor is not None for _, survivor in rows):
        raise Moved


async def found(
    connection: Writer, workspace: UUID, buyers: Collection[UUID], now: Instant
) -> None:
    """Makes buyers; Raises: Moved if another batch made one of them first."""
    rows = await connection.fetch(FOUND, workspace, sorted(buyers), now)
    if len(rows) < len(buyers):
        raise Moved


async def bind(connection: Writer, workspace: UUID, bindings: Mapping[Identity, UUID]) -> None:
    """Binds identities; Raises: Moved if another batch bound one of them first."""
    identities = sorted(bindings)
    rows = await connection.fetch(
        BIND,
        workspace,
        [kind for kind, _ in identities],
        [value for _, value in identities],
        [bindings[identity] for identity in identities],
    )
    if len(rows) < len(identities):
        raise Moved


async def merge(connection: Writer, workspace: UUID, survivors: Mapping[UUID, UUID]) -> None:
    """Points the absorbed, and all that pointed at them, at their survivors."""
    for statement in MERGE:
        await connection.execute(statement, workspace, list(survivors), list(survivors.values()))

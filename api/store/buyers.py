"""Who a buyer is: found by any identifier, shown with all that is known of them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from api.errors import UnknownBuyer
from api.store.connection import Reader
from api.store.database import Database
from api.store.decisions import Ref
from api.store.failures import checked
from recommender import Instant, Journey, decode

BY_ID = (
    "SELECT COALESCE(merged_into, id) FROM buyer WHERE workspace_id = $1 AND id = $2::text::uuid"
)
BY_IDENTITY = """
SELECT COALESCE(b.merged_into, b.id) FROM identity i
JOIN buyer b ON b.workspace_id = i.workspace_id AND b.id = i.buyer_id
WHERE i.workspace_id = $1 AND i.kind = $2 AND i.value = $3
"""
PROFILE = """
SELECT b.created_at, a.id, a.key, a.name, a.vertical, j.state FROM buyer b
LEFT JOIN account a ON a.workspace_id = b.workspace_id AND a.id = b.account_id
LEFT JOIN journey j ON j.workspace_id = b.workspace_id AND j.buyer_id = b.id
WHERE b.workspace_id = $1 AND b.id = $2
"""
IDENTITIES = """
SELECT i.kind, i.value FROM identity i
JOIN buyer b ON b.workspace_id = i.workspace_id AND b.id = i.buyer_id
WHERE i.workspace_id = $1 AND (b.id = $2 OR b.merged_into = $2) ORDER BY i.kind, i.value
"""


NAMES = """
SELECT asked.id, i.kind, i.value FROM unnest($2::uuid[]) AS asked(id)
JOIN buyer b ON b.workspace_id = $1 AND b.id = asked.id
JOIN identity i ON i.workspace_id = $1 AND i.buyer_id = COALESCE(b.merged_into, b.id)
ORDER BY i.kind, i.value
"""


@dataclass(frozen=True, slots=True)
class Account:
    id: UUID
    key: str
    name: str | None
    vertical: str | None


@dataclass(frozen=True, slots=True)
class Profile:
    id: UUID
    created: Instant
    identities: tuple[tuple[str, str], ...]
    """Kind and value of each, also of those that came with a merge."""
    account: Account | None
    journey: Journey


async def find(database: Database, workspace: UUID, ref: Ref) -> UUID | None:
    """Who is meant now: the survivor, where buyers were merged."""
    with checked():
        async with database.read(workspace) as reader:
            return await _find(reader, workspace, ref)


async def names(
    database: Database, workspace: UUID, buyers: Collection[UUID]
) -> dict[UUID, tuple[tuple[str, str], ...]]:
    """Kind and value of the identities of each, in one read; nothing of those who are not there."""
    if not buyers:
        return {}
    async with database.read(workspace) as reader:
        return await names_in(reader, workspace, buyers)


async def names_in(
    reader: Reader, workspace: UUID, buyers: Collection[UUID]
) -> dict[UUID, tuple[tuple[str, str], ...]]:
    rows = await reader.fetch(NAMES, workspace, list(buyers))
    found = defaultdict[UUID, list[tuple[str, str]]](list)
    for buyer, kind, value in rows:
        found[buyer].append((kind, value))
    return {buyer: tuple(held) for buyer, held in found.items()}


async def profile(database: Database, workspace: UUID, ref: Ref) -> Profile:
    """Raises UnknownBuyer."""
    with checked():
        async with database.read(workspace) as reader:
            buyer = await _find(reader, workspace, ref)
            if buyer is None:
                raise UnknownBuyer
            row = await reader.fetchrow(PROFILE, workspace, buyer)
            identities = await reader.fetch(IDENTITIES, workspace, buyer)
    if row is None:
        raise UnknownBuyer
    created, account, key, name, vertical, state = row
    return Profile(
        id=buyer,
        created=created,
        identities=tuple((kind, value) for kind, value in identities),
        account=None if account is None else Account(account, key, name, vertical),
        journey=decode(state) if state else Journey.empty(),
    )


async def _find(reader: Reader, workspace: UUID, ref: Ref) -> UUID | None:
    if ref.kind == "id":
        found = await reader.fetchval(BY_ID, workspace, ref.value)
    else:
        found = await reader.fetchval(BY_IDENTITY, workspace, ref.kind, ref.value)
    return found if isinstance(found, UUID) else None

"""Buying groups: the people who decide one purchase, each with the roles they have in it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from api.store.database import Database
from recommender import Instant, Motion

GROUPS = """
SELECT id, key, name, account_id, motion, created_at FROM buying_group
WHERE workspace_id = $1 AND ($2::uuid IS NULL OR account_id = $2) ORDER BY created_at, key
"""
MEMBERS = """
SELECT group_id, buyer_id, roles, status FROM member
WHERE workspace_id = $1 AND group_id = ANY($2::uuid[]) ORDER BY group_id, buyer_id
"""
SAVE = """
INSERT INTO buying_group (workspace_id, id, key, name, account_id, motion, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (workspace_id, id) DO UPDATE
SET key = excluded.key, name = excluded.name, account_id = excluded.account_id,
    motion = excluded.motion
"""
SAVE_MEMBER = """
INSERT INTO member (workspace_id, group_id, buyer_id, roles, status) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (workspace_id, group_id, buyer_id) DO UPDATE
SET roles = excluded.roles, status = excluded.status
"""


class Standing(StrEnum):
    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    """Kept, so that the same suggestion does not come back."""


@dataclass(frozen=True, slots=True)
class Member:
    buyer: UUID
    roles: tuple[str, ...] = ()
    standing: Standing = Standing.CONFIRMED


@dataclass(frozen=True, slots=True)
class Group:
    id: UUID
    key: str
    name: str
    account: UUID
    created: Instant
    motion: Motion | None = None
    members: tuple[Member, ...] = ()
    """In the order of their ids."""


async def save(database: Database, workspace: UUID, group: Group) -> None:
    """Members are added or changed, never removed: leaving is a standing."""
    async with database.transaction(workspace) as connection:
        await connection.execute(
            SAVE,
            *(workspace, group.id, group.key, group.name, group.account),
            *(group.motion, group.created),
        )
        await connection.executemany(
            SAVE_MEMBER,
            [(workspace, group.id, m.buyer, m.roles, m.standing) for m in group.members],
        )


async def of_account(
    database: Database, workspace: UUID, account: UUID | None = None
) -> tuple[Group, ...]:
    """The groups of one account, or of all."""
    async with database.read(workspace) as reader:
        rows = await reader.fetch(GROUPS, workspace, account)
        found = await reader.fetch(MEMBERS, workspace, [row["id"] for row in rows])
    members: dict[UUID, list[Member]] = {}
    for group, buyer, roles, status in found:
        members.setdefault(group, []).append(Member(buyer, tuple(roles), Standing(status)))
    return tuple(
        Group(
            id=row["id"],
            key=row["key"],
            name=row["name"],
            account=row["account_id"],
            created=row["created_at"],
            motion=Motion(row["motion"]) if row["motion"] else None,
            members=tuple(members.get(row["id"], ())),
        )
        for row in rows
    )

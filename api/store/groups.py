"""Buying groups: the people who decide one purchase, each with the roles they have in it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias
from uuid import UUID

import asyncpg

from api.store.connection import Reader
from api.store.database import Database
from recommender import Instant, Motion

GROUPS = """
SELECT id, key, name, account_id, motion, created_at FROM buying_group
WHERE workspace_id = $1 AND ($2::uuid IS NULL OR account_id = $2) ORDER BY created_at, key
"""
SOME = """
SELECT id, key, name, account_id, motion, created_at FROM buying_group
WHERE workspace_id = $1 AND {0} ORDER BY created_at, key
"""
WHICH = {
    "id": "id = ANY($2::uuid[])",
    "key": "key = ANY($2::text[])",
    "account": "account_id = ANY($2::uuid[])",
    "member": """id IN (
        SELECT group_id FROM member WHERE workspace_id = $1 AND buyer_id = ANY($2::uuid[]))""",
}
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


By: TypeAlias = Literal["id", "key", "account", "member"]


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
        return await _with_members(reader, workspace, rows)


async def some(
    reader: Reader, workspace: UUID, by: By, named: Collection[UUID | str]
) -> tuple[Group, ...]:
    """Those with one of these ids, keys, accounts or members, the oldest first."""
    rows = await reader.fetch(SOME.format(WHICH[by]), workspace, list(named))
    return await _with_members(reader, workspace, rows)


async def _with_members(
    reader: Reader, workspace: UUID, rows: list[asyncpg.Record]
) -> tuple[Group, ...]:
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

"""Who is what in which workspace, by the issuer's own ids of its users."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from api.roles import Role
from api.store.database import Database
from api.store.failures import checked
from recommender import Instant

PUT = """
INSERT INTO membership (workspace_id, subject, role, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (workspace_id, subject) DO UPDATE SET role = excluded.role
"""
REMOVE = "DELETE FROM membership WHERE workspace_id = $1 AND subject = $2 RETURNING subject"
LISTED = """
SELECT subject, role, created_at FROM membership WHERE workspace_id = $1 ORDER BY subject
"""


@dataclass(frozen=True, slots=True)
class Membership:
    """What a user is in one workspace."""

    workspace: UUID
    slug: str
    role: Role


@dataclass(frozen=True, slots=True)
class Member:
    """One of a workspace's users."""

    subject: str
    role: Role
    since: Instant


async def find(database: Database, subject: str) -> Sequence[Membership]:
    """All of one user, in one round trip."""
    with checked():
        async with database.connection() as connection:
            rows = await connection.fetch("SELECT * FROM find_memberships($1)", subject)
    return [Membership(id_, slug, Role(role)) for id_, slug, role in rows]


async def put(
    database: Database, workspace: UUID, subject: str, role: Role, *, at: Instant
) -> None:
    """Who is there already has another role from now on."""
    with checked():
        async with database.transaction(workspace) as connection:
            await connection.execute(PUT, workspace, subject, role, at)


async def remove(database: Database, workspace: UUID, subject: str) -> bool:
    """Whether the user was there."""
    with checked():
        async with database.transaction(workspace) as connection:
            return await connection.fetchval(REMOVE, workspace, subject) is not None


async def listed(database: Database, workspace: UUID) -> Sequence[Member]:
    async with database.read(workspace) as reader:
        rows = await reader.fetch(LISTED, workspace)
    return [Member(subject, Role(role), since) for subject, role, since in rows]

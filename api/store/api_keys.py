"""Keys that open a workspace: issued once, kept as digests, revoked for good."""

import secrets
from dataclasses import dataclass
from uuid import UUID, uuid4

from api.errors import NotFound, RevokedKey, UnknownKey
from api.keys import ApiKey, KeyKind
from api.store.database import Database
from api.store.failures import checked
from recommender import Instant

ISSUE = """
INSERT INTO api_key (workspace_id, id, kind, digest, prefix, last4, name, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""


@dataclass(frozen=True, slots=True)
class StoredKey:
    """What can be shown of a key after it was issued."""

    id: UUID
    kind: KeyKind
    name: str
    prefix: str
    last4: str
    created_at: Instant
    revoked_at: Instant | None


@dataclass(frozen=True, slots=True)
class Access:
    """What a presented key opens."""

    workspace: UUID
    key: UUID
    kind: KeyKind


async def issue(
    database: Database, workspace: UUID, kind: KeyKind, *, name: str, pepper: bytes, at: Instant
) -> ApiKey:
    """The only moment at which the key itself is seen."""
    key = ApiKey.of(kind, secrets.token_bytes(32))
    await keep(database, workspace, key, name=name, pepper=pepper, at=at)
    return key


async def keep(
    database: Database, workspace: UUID, key: ApiKey, *, name: str, pepper: bytes, at: Instant
) -> None:
    """For a key that its holder made, such as the demo's, which is the same at every start."""
    with checked():
        async with database.transaction(workspace) as connection:
            await connection.execute(
                ISSUE,
                *(workspace, uuid4(), key.kind, key.digest(pepper)),
                *(key.prefix, key.last4, name, at),
            )


async def find(database: Database, text: str, pepper: bytes) -> Access:
    """One round trip. Raises UnknownKey or RevokedKey."""
    key = ApiKey.read(text)
    if key is None:
        raise UnknownKey
    async with database.connection() as connection:
        row = await connection.fetchrow("SELECT * FROM find_key($1)", key.digest(pepper))
    if row is None or row["workspace_id"] is None:
        raise UnknownKey
    if row["revoked_at"] is not None:
        raise RevokedKey
    return Access(row["workspace_id"], row["key_id"], KeyKind(row["kind"]))


async def revoke(database: Database, workspace: UUID, key: UUID, at: Instant) -> None:
    """Again is as good as once. Raises NotFound."""
    async with database.transaction(workspace) as connection:
        done = await connection.fetchval(
            "UPDATE api_key SET revoked_at = COALESCE(revoked_at, $3) "
            "WHERE workspace_id = $1 AND id = $2 RETURNING id",
            *(workspace, key, at),
        )
    if done is None:
        raise NotFound


async def issued(database: Database, workspace: UUID) -> tuple[StoredKey, ...]:
    async with database.read(workspace) as reader:
        rows = await reader.fetch(
            "SELECT id, kind, name, prefix, last4, created_at, revoked_at FROM api_key "
            "WHERE workspace_id = $1 ORDER BY created_at, id",
            workspace,
        )
    return tuple(StoredKey(row["id"], KeyKind(row["kind"]), *row[2:]) for row in rows)

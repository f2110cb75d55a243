"""Keys that open a workspace: issued once, kept as digests, rotated, revoked for good."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID, uuid4

from api.errors import NotFound, RevokedKey, UnknownKey
from api.keys import MOST, ApiKey, KeyKind
from api.store.connection import Writer
from api.store.database import Database
from api.store.failures import checked
from graph.access import Permission
from recommender import Instant

KEEP = """
INSERT INTO api_key (
    workspace_id, id, kind, digest, prefix, last4, name, scopes, origins, created_at
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
REVOKE = """
UPDATE api_key SET revoked_at = COALESCE(revoked_at, $3)
WHERE workspace_id = $1 AND id = $2 RETURNING id
"""
EXPIRE = """
UPDATE api_key SET expires_at = LEAST(expires_at, $3)
WHERE workspace_id = $1 AND id = $2 RETURNING kind, name, scopes, origins, revoked_at
"""
ISSUED = """
SELECT id, kind, name, prefix, last4, scopes, origins, created_at, expires_at, revoked_at
FROM api_key WHERE workspace_id = $1 ORDER BY created_at, id
"""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a key is issued for."""

    kind: KeyKind
    name: str
    scopes: frozenset[Permission]
    origins: tuple[str, ...] = ()
    """The sites whose pages may use it; any, where there are none."""

    @classmethod
    def whole(cls, kind: KeyKind, name: str) -> "Grant":
        """All that a key of the kind may do."""
        return cls(kind, name, MOST[kind])


@dataclass(frozen=True, slots=True)
class StoredKey:
    """What can be shown of a key after it was issued."""

    id: UUID
    grant: Grant
    prefix: str
    last4: str
    created_at: Instant
    expires_at: Instant | None
    revoked_at: Instant | None


@dataclass(frozen=True, slots=True)
class Access:
    """What a presented key opens."""

    workspace: UUID
    key: UUID
    kind: KeyKind
    scopes: frozenset[Permission]
    origins: tuple[str, ...]
    expires_at: Instant | None
    signing: tuple[tuple[UUID, Instant | None], ...] = ()
    """For browsers: the secrets of their sites by id, and until when each is good."""


async def issue(
    database: Database, workspace: UUID, kind: KeyKind, *, name: str, pepper: bytes, at: Instant
) -> ApiKey:
    """A key that may do all that its kind may."""
    return await grant(database, workspace, Grant.whole(kind, name), pepper=pepper, at=at)


async def grant(
    database: Database, workspace: UUID, given: Grant, *, pepper: bytes, at: Instant
) -> ApiKey:
    """The only moment at which the key itself is seen."""
    key = ApiKey.of(given.kind, secrets.token_bytes(32))
    with checked():
        async with database.transaction(workspace) as connection:
            await _keep(connection, workspace, key, given, pepper, at)
    return key


async def keep(
    database: Database, workspace: UUID, key: ApiKey, *, name: str, pepper: bytes, at: Instant
) -> None:
    """For a key that its holder made, such as the demo's, which is the same at every start."""
    with checked():
        async with database.transaction(workspace) as connection:
            await _keep(connection, workspace, key, Grant.whole(key.kind, name), pepper, at)


async def rotate(
    database: Database, workspace: UUID, key: UUID, *, pepper: bytes, at: Instant, until: Instant
) -> ApiKey:
    """A new key with the same rights; the old one opens until then. Raises NotFound, RevokedKey."""
    async with database.transaction(workspace) as connection:
        row = await connection.fetchrow(EXPIRE, workspace, key, until)
        if row is None:
            raise NotFound
        if row["revoked_at"] is not None:
            raise RevokedKey
        new = ApiKey.of(KeyKind(row["kind"]), secrets.token_bytes(32))
        given = _grant(row["kind"], row["name"], row["scopes"], row["origins"])
        await _keep(connection, workspace, new, given, pepper, at)
    return new


async def find(database: Database, text: str, pepper: bytes) -> Access:
    """One round trip, none for what cannot be a key. Raises UnknownKey or RevokedKey."""
    key = ApiKey.read(text)
    if key is None:
        raise UnknownKey
    async with database.connection() as connection:
        row = await connection.fetchrow("SELECT * FROM find_key($1)", key.digest(pepper))
    if row is None or row["workspace_id"] is None:
        raise UnknownKey
    if row["revoked_at"] is not None:
        raise RevokedKey
    return Access(
        workspace=row["workspace_id"],
        key=row["key_id"],
        kind=KeyKind(row["kind"]),
        scopes=_scopes(row["scopes"]),
        origins=tuple(row["origins"]),
        expires_at=row["expires_at"],
        signing=tuple(zip(row["signing"] or (), row["signing_until"] or (), strict=True)),
    )


async def revoke(database: Database, workspace: UUID, key: UUID, at: Instant) -> None:
    """Again is as good as once. Raises NotFound."""
    async with database.transaction(workspace) as connection:
        done = await connection.fetchval(REVOKE, workspace, key, at)
    if done is None:
        raise NotFound


async def issued(database: Database, workspace: UUID) -> tuple[StoredKey, ...]:
    async with database.read(workspace) as reader:
        rows = await reader.fetch(ISSUED, workspace)
    return tuple(
        StoredKey(id_, _grant(kind, name, scopes, origins), prefix, last4, *moments)
        for id_, kind, name, prefix, last4, scopes, origins, *moments in rows
    )


async def _keep(
    connection: Writer, workspace: UUID, key: ApiKey, given: Grant, pepper: bytes, at: Instant
) -> None:
    await connection.execute(
        KEEP,
        *(workspace, uuid4(), key.kind, key.digest(pepper), key.prefix, key.last4, given.name),
        *(sorted(given.scopes), list(given.origins), at),
    )


def _grant(kind: str, name: str, scopes: Collection[str], origins: Collection[str]) -> Grant:
    return Grant(KeyKind(kind), name, _scopes(scopes), tuple(origins))


def _scopes(texts: Collection[str]) -> frozenset[Permission]:
    """What a later version has named is nothing here."""
    return frozenset(one for one in Permission if one in texts)

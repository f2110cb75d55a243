"""Workspaces: made with the default framework of buying jobs, found by name."""

import re
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg

from api.errors import InvalidValue, SlugTaken, UnknownWorkspace
from api.store.database import Database
from api.store.failures import checked
from recommender import DEFAULT_JOBS, Instant

SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


@dataclass(frozen=True, slots=True)
class Workspace:
    id: UUID
    slug: str
    name: str
    created_at: Instant


async def create(database: Database, *, slug: str, name: str, at: Instant) -> UUID:
    """Raises SlugTaken, or InvalidValue for a slug that could not be typed."""
    if not SLUG.fullmatch(slug):
        raise InvalidValue(
            "The name of a workspace is up to 63 letters a to z, digits, dots, dashes and "
            "underscores; a letter or digit comes first."
        )
    id_ = uuid4()
    try:
        async with database.transaction(id_) as connection:
            await connection.execute(
                "INSERT INTO workspace (id, slug, name, created_at, settings) "
                "VALUES ($1, $2, $3, $4, '{}')",
                id_,
                slug,
                name,
                at,
            )
            await connection.execute("INSERT INTO catalogue_version VALUES ($1, 0)", id_)
            await connection.executemany(
                "INSERT INTO job (workspace_id, position, key, title, after_purchase, always_on) "
                "VALUES ($1, $2, $3, $4, $5, $6)",
                [
                    (id_, n, job.key, job.title, job.after_purchase, job.always_on)
                    for n, job in enumerate(DEFAULT_JOBS)
                ],
            )
    except asyncpg.UniqueViolationError as error:
        raise SlugTaken from error
    return id_


async def find(database: Database, name: str | UUID) -> Workspace:
    """By id or slug. Raises UnknownWorkspace."""
    with checked():
        async with database.connection() as connection:
            row = await connection.fetchrow(
                "SELECT id, slug, name, created_at FROM workspace WHERE id = $1 OR slug = $2",
                name if isinstance(name, UUID) else None,
                name if isinstance(name, str) else None,
            )
    if row is None:
        raise UnknownWorkspace
    return Workspace(*row)


async def everyone(database: Database) -> tuple[Workspace, ...]:
    async with database.connection() as connection:
        rows = await connection.fetch(
            "SELECT id, slug, name, created_at FROM workspace ORDER BY created_at, slug"
        )
    return tuple(Workspace(*row) for row in rows)

"""Changes to the catalogue: whole or not at all, one after another, each a version of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import asyncpg
from sqlalchemy import delete, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.errors import (
    CairnError,
    Conflict,
    InvalidValue,
    UnknownJob,
    UnknownOffer,
    UnknownPersona,
    UnknownWorkspace,
    UrlTaken,
)
from api.store import catalogue, catalogue_rows
from api.store.catalogue_change import Change, difference
from api.store.database import Database
from api.store.failures import BAD_ROWS
from api.store.tables import (
    CatalogueVersion,
    JobRow,
    LinkRow,
    OfferRow,
    OfferServiceRow,
    OfferTopicRow,
    PersonaRow,
)
from api.store.upsert import put
from recommender import Catalogue

CHANNEL = "cairn_catalogue"
"""Notified with the workspace's id after a change; only wakes, the version is the truth."""
TRIES = 3
BREACHES: tuple[tuple[str, type[CairnError]], ...] = (
    ("canonical_url", UrlTaken),
    ("persona_key", UnknownPersona),
    ("job_key", UnknownJob),
    ("source_key", UnknownOffer),
    ("target_key", UnknownOffer),
)
"""What a violated constraint means, by a column in its name."""


async def replace(database: Database, workspace: UUID, after: Catalogue) -> Change:
    """Make it so, and tell what that changed; nothing changed is no new version."""
    for _ in range(TRIES):
        before = await catalogue.read(database, workspace)
        change = difference(before, after)
        try:
            await apply(database, workspace, change, onto=before.version)
        except Conflict as error:
            if isinstance(error, UrlTaken):
                raise
            continue
        return change
    raise Conflict


async def apply(
    database: Database, workspace: UUID, change: Change, *, onto: int | None = None
) -> int:
    """The new version. Raises Conflict where ``onto`` is given and no longer the present one."""
    with _understood():
        async with database.session(workspace) as session:
            present = await _hold(session, workspace)
            if onto is not None and present.version != onto:
                raise Conflict
            if change:
                await _take_away(session, workspace, change)
                await _put(session, workspace, change)
                await session.exec(select(func.pg_notify(CHANNEL, str(workspace))))
                present.version += 1  # written last, before COMMIT
            return present.version


async def _hold(session: AsyncSession, workspace: UUID) -> CatalogueVersion:
    """Changes of one workspace wait for each other here."""
    present = await session.get(CatalogueVersion, workspace, with_for_update=True)
    if present is None:
        raise UnknownWorkspace
    return present


async def _take_away(session: AsyncSession, workspace: UUID, change: Change) -> None:
    for row, keys in (
        (OfferRow, change.gone_offers),
        (PersonaRow, change.gone_personas),
        (JobRow, change.gone_jobs),
    ):
        if keys:
            await session.exec(
                delete(row).where(col(row.workspace_id) == workspace, col(row.key).in_(keys))
            )
    for source, target, persona in change.gone_links:
        await session.exec(
            delete(LinkRow).where(
                col(LinkRow.workspace_id) == workspace,
                col(LinkRow.source_key) == source,
                col(LinkRow.target_key) == target,
                col(LinkRow.persona_key).is_not_distinct_from(persona),
            )
        )


async def _put(session: AsyncSession, workspace: UUID, change: Change) -> None:
    rows = catalogue_rows
    await put(session, JobRow, [rows.job_row(workspace, job) for job in change.jobs])
    await put(session, PersonaRow, [rows.persona_row(workspace, p) for p in change.personas])
    await _make_room(session, workspace, [offer.key for offer in change.offers])
    await put(session, OfferRow, [rows.offer_row(workspace, offer) for offer in change.offers])
    await put(session, OfferTopicRow, rows.topic_rows(workspace, change.offers))
    await put(session, OfferServiceRow, rows.service_rows(workspace, change.offers))
    await put(session, LinkRow, [rows.link_row(workspace, link) for link in change.links])


async def _make_room(session: AsyncSession, workspace: UUID, keys: list[str]) -> None:
    """Offers that are put again: what hangs on them goes, and two of them may swap addresses."""
    if not keys:
        return
    for row in (OfferTopicRow, OfferServiceRow):
        await session.exec(
            delete(row).where(col(row.workspace_id) == workspace, col(row.offer_key).in_(keys))
        )
    await session.exec(
        update(OfferRow)
        .where(col(OfferRow.workspace_id) == workspace, col(OfferRow.key).in_(keys))
        .values(canonical_url=None)
    )


@contextmanager
def _understood() -> Iterator[None]:
    """What the database refuses, in the caller's words."""
    try:
        yield
    except (asyncpg.ForeignKeyViolationError, asyncpg.UniqueViolationError) as error:
        name = error.constraint_name or ""
        raise next((e for mark, e in BREACHES if mark in name), InvalidValue) from error
    except BAD_ROWS as error:
        raise InvalidValue from error

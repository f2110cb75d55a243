"""What one process has brought in, another serves a moment later."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from random import Random
from uuid import UUID, uuid4

import pytest

from api.errors import Unavailable
from api.services.documents import Documents, Shelf
from api.store import documents as store
from api.store.database import Database
from api.store.documents import Kept
from api.workers import librarian
from api.workers.librarian import Librarian
from graph.schema import build
from tests.conftest import START

PEOPLE = Kept("people", "0" * 64, "query people { personas { id } }", START)


class Stumbling(Documents):
    """One of its workspaces cannot be read."""

    lost = uuid4()

    @property
    def served(self) -> tuple[UUID, ...]:
        return (self.lost, *super().served)

    async def renew(self, workspace: UUID) -> Shelf:
        if workspace == self.lost:
            raise Unavailable
        return await super().renew(workspace)


@pytest.fixture
async def served(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Documents]:
    monkeypatch.setattr(librarian, "PAUSE", 0.02)
    monkeypatch.setattr(librarian, "JITTER", 0.0)
    documents = Stumbling(database, build())
    running = asyncio.ensure_future(Librarian(documents, Random(1)).run())  # noqa: S311  # spreads
    yield documents
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def until(documents: Documents, workspace: UUID, *, known: bool) -> None:
    for _ in range(1_000):
        if ((await documents.at(workspace)).find("people") is not None) is known:
            return
        await asyncio.sleep(0.01)
    pytest.fail("it was never seen")


async def test_changes_are_seen_although_another_workspace_is_in_trouble(
    served: Documents, database: Database, workspace: UUID
) -> None:
    await until(served, workspace, known=False)
    await store.put(database, workspace, [PEOPLE])
    await until(served, workspace, known=True)
    await store.remove(database, workspace, ["people"])
    await until(served, workspace, known=False)


def test_a_change_is_seen_within_about_a_second() -> None:
    """As `cairn documents` and docs/asking.md say."""
    assert librarian.PAUSE + librarian.JITTER <= 1.5

from uuid import UUID, uuid4

import pytest

from api.errors import InvalidValue, SlugTaken, UnknownWorkspace
from api.store import workspaces
from api.store.database import Database
from api.store.workspaces import Workspace
from recommender import Instant

THEN = Instant(1_750_000_000_000)


async def test_a_workspace_is_found_by_slug_and_by_id(database: Database) -> None:
    slug = f"acme-{uuid4().hex}"
    id_ = await workspaces.create(database, slug=slug, name="Acme", at=THEN)
    expected = Workspace(id_, slug, "Acme", THEN)
    assert await workspaces.find(database, slug) == expected
    assert await workspaces.find(database, id_) == expected
    assert expected in await workspaces.everyone(database)


async def test_an_unknown_workspace_is_told(database: Database) -> None:
    for name in ("", "no-such", uuid4()):
        with pytest.raises(UnknownWorkspace):
            await workspaces.find(database, name)


async def test_a_slug_is_taken_once(database: Database, workspace: UUID) -> None:
    slug = (await workspaces.find(database, workspace)).slug
    with pytest.raises(SlugTaken):
        await workspaces.create(database, slug=slug, name="Second", at=THEN)
    assert (await workspaces.find(database, slug)).name == "Test"


@pytest.mark.parametrize("slug", ["", "a b", "Acme", "-w", "a" * 64, "ac/me", "a\n", "\udcff"])
async def test_a_slug_can_be_typed(database: Database, slug: str) -> None:
    before = await workspaces.everyone(database)
    with pytest.raises(InvalidValue, match="a letter or digit comes first"):
        await workspaces.create(database, slug=slug, name="Acme", at=THEN)
    assert await workspaces.everyone(database) == before


async def test_a_name_that_cannot_be_kept_is_told(database: Database) -> None:
    with pytest.raises(InvalidValue):
        await workspaces.find(database, "a\x00b")

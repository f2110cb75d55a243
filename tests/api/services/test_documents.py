"""Shelves of trusted documents: what leads to which text, and when."""

from uuid import UUID

import pytest

from api.interchange.manifest import digest
from api.services.documents import AUTOMATIC, Documents
from api.store import documents as store
from api.store.database import Database
from api.store.documents import Kept
from graph.errors import OutdatedDocument
from graph.schema import build
from tests.conftest import START

SCHEMA = build()
PERSONAS = "query personas { personas { id title } }"


def kept(name: str, text: str = PERSONAS) -> Kept:
    return Kept(name, digest(text), text, START)


@pytest.fixture
def served(database: Database) -> Documents:
    return Documents(database, SCHEMA)


async def test_a_document_is_found_by_its_name_and_by_any_spelling_of_its_hash(
    served: Documents, database: Database, workspace: UUID
) -> None:
    await store.put(database, workspace, [kept("people")])
    shelf = await served.at(workspace)
    sha256 = digest(PERSONAS)
    names = ("people", sha256, f"sha256:{sha256}", f"sha256:{sha256.upper()}")
    assert {found.name for name in names if (found := shelf.find(name))} == {"people"}
    assert all(shelf.find(name) for name in names)
    assert [shelf.find(name) for name in ("People", "", "sha256:0")] == [None] * 3


async def test_a_shelf_is_as_it_was_read_until_it_is_renewed(
    served: Documents, database: Database, workspace: UUID
) -> None:
    before = await served.at(workspace)
    await store.put(database, workspace, [kept("people")])
    assert (await served.at(workspace)) is before
    after = await served.renew(workspace)
    assert (before.find("people"), served.served) == (None, (workspace,))
    assert after.find("people")
    assert await served.renew(workspace) is after


async def test_what_has_not_changed_stays_ready(
    served: Documents, database: Database, workspace: UUID
) -> None:
    await store.put(database, workspace, [kept("people")])
    known = (await served.at(workspace)).named["people"]
    await store.put(database, workspace, [kept("other", "query other { __typename }")])
    assert (await served.renew(workspace)).named["people"] is known


async def test_a_text_is_made_ready_once_for_all_workspaces(served: Documents) -> None:
    again = Documents(served._database, SCHEMA)
    first, other = (one.bare.named["nextSteps"] for one in (served, again))
    assert first is not other
    assert first.document is other.document


async def test_a_name_of_ones_own_goes_before_a_built_in_one(
    served: Documents, database: Database, workspace: UUID
) -> None:
    await store.put(database, workspace, [kept("nextSteps")])
    shelf = await served.at(workspace)
    assert shelf.named["nextSteps"].text == PERSONAS
    assert shelf.find(f"sha256:{digest(served.bare.named['nextSteps'].text)}") is None


async def test_words_are_listed_and_hashes_are_not(
    served: Documents, database: Database, workspace: UUID
) -> None:
    await store.put(database, workspace, [kept("zebra"), kept(f"sha256:{digest(PERSONAS)}")])
    names = [one.name for one in (await served.at(workspace)).words()]
    assert names == [*sorted(served.bare.named), "zebra"]


async def test_a_document_that_does_not_fit_any_more_is_told_when_it_is_asked_for(
    served: Documents, database: Database, workspace: UUID
) -> None:
    await store.put(database, workspace, [kept("old", "query old { gone }"), kept("people")])
    shelf = await served.at(workspace)
    with pytest.raises(OutdatedDocument, match="The trusted document old does not fit"):
        _ = shelf.named["old"].document
    assert shelf.named["people"].document.operations


def test_the_latest_registered_documents_are_remembered(served: Documents) -> None:
    document = SCHEMA.ready(PERSONAS)
    for number in range(AUTOMATIC + 1):
        served.register(UUID(int=1), str(number), document)
    assert served.registered(UUID(int=1), "0") is None
    assert served.registered(UUID(int=1), "1") is document
    assert served.registered(UUID(int=2), "1") is None

"""Changes by an editor: whole or not at all, with every flaw and its place."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from api.services.curate import Curate
from api.services.desk import Desks
from api.services.serve import Serve
from api.store import catalogue
from api.store.database import Database
from graph.answers import Curated, Flaw
from graph.questions import Shelved
from recommender import Link, Offer
from tests.api.house import furnish


@pytest.fixture
async def place(database: Database) -> UUID:
    workspace, _, _ = await furnish(database)
    return workspace


@pytest.fixture(scope="module")
def curate(database: Database) -> Curate:
    serve = Serve(database)
    return Curate(database, Desks(serve.open), serve)


def offer(key: str, **fields: Any) -> Mapping[str, Any]:
    return {"key": key, "title": key.title(), "format": "article", **fields}


async def test_offers_of_one_call_may_require_each_other(
    curate: Curate, database: Database, place: UUID
) -> None:
    entries = [offer("a", requires=["b"]), offer("b", requires=["a"])]
    assert await curate.put(place, Shelved.OFFERS, entries) == Curated(2)
    kept = {one.key: one for one in (await catalogue.read(database, place)).offers}
    assert kept["a"] == Offer("a", "A", "article", requires=frozenset({"b"}))


async def test_what_is_put_again_is_replaced(
    curate: Curate, database: Database, place: UUID
) -> None:
    """R19: the same three keys are the same link."""
    for weight in (3.0, 4.0):
        link = {"source": "roi_calculator", "target": "audit_guide", "weight": weight}
        await curate.put(place, Shelved.LINKS, [link])
    links = (await catalogue.read(database, place)).links
    assert links == (
        Link("audit_guide", "roi_calculator", 2.0),
        Link("roi_calculator", "audit_guide", 4.0),
    )


@pytest.mark.parametrize(
    ("what", "entries", "flaws"),
    [
        (
            Shelved.OFFERS,
            [offer("a"), offer("b", url="ftp://x", serves=[{"persona": "nobody"}])],
            [("BAD_URL", "offers.1.url"), ("UNKNOWN_PERSONA", "offers.1.serves.0.persona")],
        ),
        (Shelved.OFFERS, [offer("a"), offer("a")], [("DUPLICATE_KEY", "offers.1")]),
        (Shelved.OFFERS, [offer(" a")], [("BAD_KEY", "offers.0.id")]),
        (Shelved.OFFERS, [offer("a", family="\0")], [("BAD_CHARACTER", "offers.0.family")]),
        (
            Shelved.OFFERS,
            [offer("a", url="https://example.com/audit?x=1")],
            [("URL_TAKEN", "")],
        ),
        (
            Shelved.LINKS,
            [{"source": "audit_guide", "target": "nowhere"}],
            [("UNKNOWN_OFFER", "links.0.target")],
        ),
        (
            Shelved.LINKS,
            [{"source": "audit_guide", "target": "audit_guide"}],
            [("REFERS_TO_ITSELF", "links.0.target")],
        ),
        (
            Shelved.PERSONAS,
            [{"key": "p", "title": "P", "role": "r", "share": -1.0}],
            [("OUT_OF_RANGE", "personas.0.share")],
        ),
        (Shelved.JOBS, [{"key": "j", "title": ""}], [("EMPTY", "jobs.0.title")]),
    ],
)
async def test_a_flaw_names_its_place_and_nothing_is_changed(
    curate: Curate,
    database: Database,
    place: UUID,
    what: Shelved,
    entries: list[Mapping[str, Any]],
    flaws: list[tuple[str, str]],
) -> None:
    before = await catalogue.read(database, place)
    curated = await curate.put(place, what, entries)
    assert curated.version is None
    assert [(flaw.code, ".".join(flaw.field)) for flaw in curated.flaws] == flaws
    assert await catalogue.read(database, place) == before


@pytest.mark.parametrize(
    ("what", "entry"),
    [
        (Shelved.OFFERS, {"key": "audit_guide"}),
        (Shelved.LINKS, {"source": "audit_guide", "target": "roi_calculator"}),
        (Shelved.PERSONAS, {"key": "it"}),
        (Shelved.JOBS, {"key": "validation"}),
    ],
)
async def test_what_is_removed_is_gone_and_not_there_to_remove_again(
    curate: Curate, database: Database, place: UUID, what: Shelved, entry: Mapping[str, Any]
) -> None:
    assert await curate.remove(place, what, entry) == Curated(2)
    again = await curate.remove(place, what, entry)
    assert again == Curated(None, (Flaw("NOT_FOUND", "There is no such entry."),))
    assert (await catalogue.read(database, place)).version == 2

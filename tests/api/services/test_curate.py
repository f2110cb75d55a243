"""Changes by an editor: whole or not at all, with every flaw and its place."""

import asyncio
from collections.abc import Callable, Mapping
from random import Random
from typing import Any
from uuid import UUID

import pytest

from api.interchange.catalogue import parse
from api.interchange.catalogue_dump import dump_jsonl, dump_yaml
from api.services.curate import Curate
from api.services.desk import Desks
from api.services.serve import Serve
from api.store import catalogue
from api.store.catalogue_change import difference
from api.store.database import Database
from graph.answers import Curated, Flaw
from graph.questions import Shelved
from recommender import Catalogue, Link, Offer
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
        (Shelved.OFFERS, [offer(" a")], [("BAD_KEY", "offers.0.key")]),
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
        (Shelved.PERSONAS, {"key": "visitor"}),
        (Shelved.JOBS, {"key": "waiting"}),
    ],
)
async def test_what_is_removed_is_gone_and_not_there_to_remove_again(
    curate: Curate, database: Database, place: UUID, what: Shelved, entry: Mapping[str, Any]
) -> None:
    unused = {"title": "T", "role": "r"}
    await curate.put(place, Shelved.PERSONAS, [{"key": "visitor", **unused}])
    await curate.put(place, Shelved.JOBS, [{"key": "waiting", "title": "T"}])
    assert await curate.remove(place, what, entry) == Curated(4)
    again = await curate.remove(place, what, entry)
    assert again == Curated(None, (Flaw("NOT_FOUND", "There is no such entry."),))
    assert (await catalogue.read(database, place)).version == 4


@pytest.mark.parametrize(
    ("what", "key", "users"),
    [
        (Shelved.OFFERS, "audit_guide", "offer course requires it"),
        (Shelved.JOBS, "validation", "offer audit_guide serves it"),
        (
            Shelved.PERSONAS,
            "finance",
            (
                "offer audit_guide serves it, offer roi_calculator serves it, "
                "the link from audit_guide to roi_calculator is for it"
            ),
        ),
    ],
)
async def test_what_is_in_use_stays_and_its_users_are_named(
    curate: Curate, database: Database, place: UUID, what: Shelved, key: str, users: str
) -> None:
    link = {"source": "audit_guide", "target": "roi_calculator", "persona": "finance"}
    await curate.put(place, Shelved.OFFERS, [offer("course", requires=["audit_guide"])])
    await curate.put(place, Shelved.LINKS, [link])
    before = await catalogue.read(database, place)
    curated = await curate.remove(place, what, {"key": key})
    assert curated == Curated(None, (Flaw("IN_USE", f"It is in use: {users}.", ("id",)),))
    assert await catalogue.read(database, place) == before


async def test_only_a_few_users_are_named(curate: Curate, place: UUID) -> None:
    wanting = [offer(f"course_{n}", requires=["audit_guide"]) for n in range(7)]
    await curate.put(place, Shelved.OFFERS, wanting)
    curated = await curate.remove(place, Shelved.OFFERS, {"key": "audit_guide"})
    assert curated.flaws[0].message.endswith("offer course_4 requires it and 2 more.")


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_is_put_and_removed_what_is_exported_imports_again(
    curate: Curate, database: Database, place: UUID, seed: int
) -> None:
    """R19: a catalogue refers to nothing that is not in it."""
    random = Random(seed)  # noqa: S311  # makes cases, not secrets
    for what in (Shelved.PERSONAS, Shelved.JOBS, Shelved.OFFERS):
        await curate.put(place, what, [PLAIN[what](key) for key in KEYS])
    for _ in range(40):
        await (_put if random.random() < 0.6 else _remove)(curate, place, random)
    kept = await catalogue.read(database, place)
    for document in (dump_yaml(kept), dump_jsonl(kept)):
        alone, again = parse(document, Catalogue(jobs=())), parse(document, kept)
        assert alone.problems == again.problems == ()
        assert again.value is not None
        assert not difference(kept, again.value.onto(kept))


async def test_of_two_editors_at_once_neither_breaks_what_the_other_leans_on(
    database: Database, place: UUID
) -> None:
    """Each has a desk of its own, as on two machines."""
    serves = Serve(database), Serve(database)
    one, other = (Curate(database, Desks(serve.open), serve) for serve in serves)
    for n in range(10):
        await one.put(place, Shelved.OFFERS, [offer("base")])
        wanting = [offer(f"course_{n}", requires=["base"])]
        async with asyncio.TaskGroup() as tasks:
            put = tasks.create_task(one.put(place, Shelved.OFFERS, wanting))
            gone = tasks.create_task(other.remove(place, Shelved.OFFERS, {"key": "base"}))
        codes = [flaw.code for told in (put, gone) for flaw in told.result().flaws]
        assert codes in (["IN_USE"], ["UNKNOWN_OFFER"])
        await one.remove(place, Shelved.OFFERS, {"key": f"course_{n}"})


KEYS = "abcd"
PLAIN: Mapping[Shelved, Callable[[str], Mapping[str, Any]]] = {
    Shelved.OFFERS: offer,
    Shelved.PERSONAS: lambda key: {"key": key, "title": "T", "role": "r"},
    Shelved.JOBS: lambda key: {"key": key, "title": "T"},
}


async def _put(curate: Curate, place: UUID, random: Random) -> None:
    one, other, third = random.sample(KEYS, 3)
    what = random.choice(list(Shelved))
    if what is Shelved.LINKS:
        entry: Mapping[str, Any] = {"source": one, "target": other, "persona": third}
    elif what is Shelved.OFFERS and random.random() < 0.5:
        entry = offer(one, requires=[other], serves=[{"persona": third, "job": other}])
    else:
        entry = PLAIN[what](one)
    await curate.put(place, what, [entry])


async def _remove(curate: Curate, place: UUID, random: Random) -> None:
    one, other, third = random.sample(KEYS, 3)
    what = random.choice(list(Shelved))
    link = {"source": one, "target": other, "persona": third}
    await curate.remove(place, what, link if what is Shelved.LINKS else {"key": one})

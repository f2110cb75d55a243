"""Which buyers are meant, and pages of them."""

from uuid import UUID

import pytest

from api.services import people as looking
from api.services.chronicle import Chronicle
from api.services.companies import Companies
from api.services.desk import Desks
from api.services.people import People
from api.services.serve import Serve
from api.store import buyers, ingest
from api.store.arrivals import Arrival, IdentityKind
from api.store.database import Database
from api.store.decisions import Ref
from graph.answers import KnownBuyer
from graph.paging import Page, Window
from graph.questions import BuyerFilter, JobWanted
from recommender import DAY, Instant, Kind, Motion, Presence, Status
from tests.api.crowd import gather
from tests.api.house import START, furnish
from tests.graph.relay import Expected, cases, expected, windowed

NOW = Instant(START + 3_600_000)
LATER = Instant(START + 300 * DAY)


@pytest.fixture(scope="module")
async def place(database: Database) -> UUID:
    """Six people of two companies; the first of them is at validation, for IT."""
    workspace, _, _ = await furnish(database)
    await gather(database, workspace, companies=2, people=3)
    at = Instant(START + 1000)
    busy = Arrival(
        "busy",
        at,
        at,
        ((IdentityKind.USER_ID, "c0-p0"),),
        Kind.COMPLETED,
        offer="integration_map",
        depth=1.0,
        motion=Motion.RENEWAL,
        persona="it",
    )
    async with database.transaction(workspace) as connection:
        await ingest.write(connection, workspace, [busy], now=at, source="test")
    return workspace


@pytest.fixture(scope="module")
def people(database: Database) -> People:
    return People(database, Desks(Serve(database).open))


def names(page: Page[KnownBuyer]) -> list[str]:
    return sorted(found.item.identities[0][1] for found in page.found)


def shown(page: Page[KnownBuyer]) -> list[str]:
    return [str(found.item.id) for found in page.found]


@pytest.mark.parametrize(
    ("wanted", "expected_names"),
    [
        (BuyerFilter(accounts=frozenset({"c1"})), ["c1-p0", "c1-p1", "c1-p2"]),
        (BuyerFilter(accounts=frozenset({"nobody"})), []),
        (BuyerFilter(personas=frozenset({"it"})), ["c0-p0"]),
        (BuyerFilter(motions=frozenset({Motion.RENEWAL})), ["c0-p0"]),
        (BuyerFilter(seen_since=Instant(START + 1000)), ["c0-p0"]),
        (
            BuyerFilter(seen_before=Instant(START + 1000), accounts=frozenset({"c0"})),
            ["c0-p1", "c0-p2"],
        ),
        (
            BuyerFilter(jobs=(JobWanted("requirements_building", frozenset({Status.EVIDENCED})),)),
            ["c0-p0"],
        ),
        (
            BuyerFilter(
                jobs=(JobWanted("requirements_building", frozenset({Status.EVIDENCED})),),
                personas=frozenset({"finance"}),
            ),
            [],
        ),
        (BuyerFilter(presence=frozenset({Presence.DORMANT})), []),
    ],
)
async def test_a_segment_holds_whom_it_says(
    people: People, place: UUID, wanted: BuyerFilter, expected_names: list[str]
) -> None:
    page = await people.segment(place, wanted, Window(first=10), NOW)
    assert (names(page), page.has_next, page.end) == (expected_names, False, None)


async def test_a_segment_is_of_now(people: People, place: UUID) -> None:
    wanted = BuyerFilter(presence=frozenset({Presence.DORMANT}))
    assert len((await people.segment(place, wanted, Window(first=10), LATER)).found) == 6


@pytest.mark.parametrize(
    "wanted", [BuyerFilter(), BuyerFilter(seen_since=START)], ids=["all", "by journey"]
)
async def test_every_page_is_as_the_specification_says(
    people: People, place: UUID, wanted: BuyerFilter
) -> None:
    whole = await people.segment(place, wanted, Window(first=100), NOW)
    places = [found.place for found in whole.found]
    for case in cases((None, 1, 7)):
        page = await people.segment(place, wanted, windowed(case, places), NOW)
        told = Expected(shown(page), page.has_next, page.has_previous)
        assert told == expected(shown(whole), case), case


@pytest.mark.parametrize("backwards", [False, True])
async def test_a_page_that_few_fit_ends_early_and_says_where_to_go_on(
    people: People, place: UUID, monkeypatch: pytest.MonkeyPatch, *, backwards: bool
) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", 2)
    monkeypatch.setattr(looking, "MOST_READ", 4)
    wanted, found = BuyerFilter(personas=frozenset({"it"})), list[str]()
    window, pages = Window(last=5) if backwards else Window(first=5), 0
    while True:
        page = await people.segment(place, wanted, window, NOW)
        found, pages = found + names(page), pages + 1
        if not (page.has_previous if backwards else page.has_next):
            break
        window = Window(last=5, before=page.start) if backwards else Window(5, after=page.end)
    assert (found, pages) == (["c0-p0"], 2)


async def test_every_page_of_what_a_buyer_did_is_as_the_specification_says(
    database: Database, place: UUID
) -> None:
    chronicle = Chronicle(database, Desks(Serve(database).open))
    buyer = await buyers.find(database, place, Ref("user_id", "c0-p1"))
    assert buyer is not None
    async with database.transaction(place) as connection:
        await ingest.write(connection, place, _more("c0-p1"), now=NOW, source="test")
    whole = (await chronicle.acts_of(place, [buyer], Window(first=100)))[buyer]
    places, acts = zip(*((one.place, str(one.item.id)) for one in whole.found), strict=True)
    assert [one.item.at for one in whole.found] == sorted(
        (one.item.at for one in whole.found), reverse=True
    )
    for case in cases((None, 1, 7)):
        page = (await chronicle.acts_of(place, [buyer], windowed(case, places)))[buyer]
        told = [str(one.item.id) for one in page.found]
        assert Expected(told, page.has_next, page.has_previous) == expected(acts, case), case


async def test_every_page_of_companies_is_as_the_specification_says(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    await gather(database, workspace, companies=6, people=1)
    companies = Companies(database)
    whole = await companies.all_accounts(workspace, Window(first=100))
    places, keys = zip(*((one.place, one.item.key) for one in whole.found), strict=True)
    assert keys == ("c0", "c1", "c2", "c3", "c4", "c5")
    for case in cases((None, 1, 7)):
        page = await companies.all_accounts(workspace, windowed(case, places))
        told = [one.item.key for one in page.found]
        assert Expected(told, page.has_next, page.has_previous) == expected(keys, case), case


def _more(user: str) -> list[Arrival]:
    times = [Instant(START + 5 + number // 2) for number in range(3)]
    identities = ((IdentityKind.USER_ID, user),)
    return [
        Arrival(f"more-{number}", at, at, identities, Kind.VIEWED, offer="audit_guide")
        for number, at in enumerate(times)
    ]

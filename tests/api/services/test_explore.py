"""Search and browse beside every set (R21)."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from api.services.desk import Desks
from api.services.explore import Explore
from api.services.serve import Serve
from api.store import ingest
from api.store.arrivals import Arrival, IdentityKind
from api.store.database import Database
from graph.paging import Page, Window
from graph.questions import BuyerRef, OfferFilter, RefKind, Search
from recommender import Channel, Instant, Kind, Offer
from tests.api.house import START, furnish
from tests.graph.relay import Expected, cases, expected, windowed

NOW = Instant(START + 86_400_000)
ANN = BuyerRef(RefKind.USER_ID, "ann")


@pytest.fixture(scope="module")
async def place(database: Database) -> UUID:
    workspace, _, _ = await furnish(database)
    return workspace


@pytest.fixture(scope="module")
def explore(database: Database) -> Explore:
    return Explore(database, Desks(Serve(database).open))


def keys(page: Page[Offer]) -> list[str]:
    return [found.item.key for found in page.found]


async def test_a_misspelt_search_finds_the_offer(explore: Explore, place: UUID) -> None:
    page = await explore.explore(place, Search("clculator retrun"), NOW)
    assert keys(page) == ["roi_calculator"]


async def test_what_is_no_longer_offered_is_not_found(explore: Explore, place: UUID) -> None:
    page = await explore.explore(place, Search("audits"), NOW)
    assert keys(page) == ["audit_guide"]


async def test_without_words_all_that_is_offered_is_there(explore: Explore, place: UUID) -> None:
    page = await explore.explore(place, Search(), NOW)
    assert keys(page) == [
        "audit_guide",
        "integration_map",
        "pricing_call",
        "roi_calculator",
        "sales_sheet",
    ]


async def test_pages_join_without_a_gap(explore: Explore, place: UUID) -> None:
    whole = keys(await explore.explore(place, Search(), NOW))
    got: list[str] = []
    after = None
    for _ in range(9):
        page = await explore.explore(place, Search(window=Window.of(2, after=after)), NOW)
        got += keys(page)
        after = page.found[-1].place.written()
        if not page.has_next:
            break
    assert got == whole


async def test_browsing_goes_by_key_and_shows_the_retired(explore: Explore, place: UUID) -> None:
    first = await explore.browse(place, OfferFilter(), Window(4))
    rest = await explore.browse(place, OfferFilter(), Window(4, after=first.found[-1].place))
    assert (keys(first), first.has_next) == (
        ["audit_guide", "integration_map", "old_news", "pricing_call"],
        True,
    )
    assert (keys(rest), rest.has_next) == (["roi_calculator", "sales_sheet"], False)


@pytest.mark.parametrize(
    ("narrowed", "left"),
    [
        (OfferFilter(formats=frozenset({"calculator"})), ["roi_calculator"]),
        (OfferFilter(personas=frozenset({"it"})), ["integration_map"]),
        (OfferFilter(jobs=frozenset({"validation"})), ["audit_guide"]),
        (OfferFilter(personas=frozenset({"it"}), jobs=frozenset({"validation"})), []),
        (OfferFilter(topics=frozenset({"price", "audit"})), ["audit_guide", "pricing_call"]),
        (OfferFilter(formats=frozenset({"sheet"}), channel=Channel.WEB), []),
        (OfferFilter(formats=frozenset({"sheet"}), channel=Channel.SALES), ["sales_sheet"]),
        (OfferFilter(formats=frozenset({"none"})), []),
    ],
)
async def test_fields_narrow_and_values_widen(
    explore: Explore, place: UUID, narrowed: OfferFilter, left: list[str]
) -> None:
    assert keys(await explore.explore(place, Search(filter=narrowed), NOW)) == left


async def test_the_buyers_needs_come_first_and_suspended_offers_drop_out(
    explore: Explore, database: Database
) -> None:
    """R21, R46: what an open incident suspends is not sold by a search either."""
    workspace, _, _ = await furnish(database)
    acts = [
        act(Kind.COMPLETED, offer="integration_map", depth=1.0),
        act(Kind.STATED, facts=(("role", "it"),)),
    ]
    await take_in(database, workspace, acts)
    first = keys(await explore.explore(workspace, Search(buyer=ANN), NOW))
    assert first[0] == "integration_map"
    assert "pricing_call" in first
    await take_in(database, workspace, [act(Kind.INCIDENT_OPENED, subject="T-1")])
    then = keys(await explore.explore(workspace, Search(buyer=ANN), NOW))
    assert sorted(set(first) - set(then)) == ["pricing_call"]


async def test_every_page_is_as_the_specification_says(explore: Explore, place: UUID) -> None:
    whole = await explore.browse(place, OfferFilter(), Window(100))
    places = [found.place for found in whole.found]
    for case in cases():
        page = await explore.browse(place, OfferFilter(), windowed(case, places))
        told = Expected(keys(page), page.has_next, page.has_previous)
        assert told == expected(keys(whole), case), case


async def test_pages_by_score_go_in_both_directions(explore: Explore, place: UUID) -> None:
    asked = Search("audit integration prices")
    whole = await explore.explore(place, asked, NOW)
    places = [found.place for found in whole.found]
    for number, at in enumerate(places):
        back = await explore.explore(place, replace(asked, window=Window(last=2, before=at)), NOW)
        on = await explore.explore(place, replace(asked, window=Window(2, after=at)), NOW)
        assert keys(back) == keys(whole)[max(number - 2, 0) : number]
        assert keys(on) == keys(whole)[number + 1 : number + 3]
    assert len(places) > 2


def act(kind: Kind, **fields: object) -> Arrival:
    message = uuid4().hex
    identities = ((IdentityKind.USER_ID, "ann"),)
    return Arrival(message, START, START, identities, kind, **fields)  # type: ignore[arg-type]  # a test's own fields


async def take_in(database: Database, workspace: UUID, acts: list[Arrival]) -> None:
    async with database.transaction(workspace) as connection:
        await ingest.write(connection, workspace, acts, now=NOW, source="test")

"""Search and browse beside every set (R21)."""

from uuid import UUID, uuid4

import pytest

from api.services.desk import Desks
from api.services.explore import Explore
from api.services.serve import Serve
from api.store import ingest
from api.store.arrivals import Arrival, IdentityKind
from api.store.database import Database
from graph.answers import Page
from graph.errors import BadInput
from graph.questions import BuyerRef, OfferFilter, RefKind, Search
from recommender import Channel, Instant, Kind, Offer
from tests.api.house import START, furnish

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
        page = await explore.explore(place, Search(first=2, after=after), NOW)
        got += keys(page)
        after = page.found[-1].cursor
        if not page.has_next:
            break
    assert got == whole


async def test_browsing_goes_by_key_and_shows_the_retired(explore: Explore, place: UUID) -> None:
    first = await explore.browse(place, OfferFilter(), 4, None)
    rest = await explore.browse(place, OfferFilter(), 4, first.found[-1].cursor)
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


async def test_a_cursor_of_nowhere_is_refused(explore: Explore, place: UUID) -> None:
    with pytest.raises(BadInput):
        await explore.explore(place, Search(after="!"), NOW)


def act(kind: Kind, **fields: object) -> Arrival:
    message = uuid4().hex
    identities = ((IdentityKind.USER_ID, "ann"),)
    return Arrival(message, START, START, identities, kind, **fields)  # type: ignore[arg-type]  # a test's own fields


async def take_in(database: Database, workspace: UUID, acts: list[Arrival]) -> None:
    async with database.transaction(workspace) as connection:
        await ingest.write(connection, workspace, acts, now=NOW, source="test")

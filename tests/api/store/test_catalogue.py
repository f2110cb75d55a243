import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

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
from api.store import catalogue, catalogue_writing
from api.store.catalogue_change import Change
from api.store.database import Database
from recommender import (
    DEFAULT_JOBS,
    Catalogue,
    Channel,
    Instant,
    Job,
    Link,
    Motion,
    Offer,
    Persona,
    Relation,
    Service,
)

FULL = Offer(
    key="tco",
    title="Cost calculator",
    format="calculator",
    url="https://www.Example.com/tco/?utm=1",
    summary="What it costs",
    serves=(Service("buyer", "validation", 0.5), Service(None, "renewal"), Service("buyer")),
    topics=("cost", "budget"),
    family="tools",
    channels=frozenset({Channel.WEB, Channel.EMAIL}),
    motions=frozenset({Motion.RENEWAL}),
    relations=frozenset({Relation.CUSTOMER}),
    verticals=frozenset({"retail"}),
    locales=frozenset({"de", "en"}),
    requires=frozenset({"intro"}),
    selling=True,
    forwardable=True,
    repeatable=True,
    minutes=7,
    starts=Instant(1_700_000_000_001),
    ends=Instant(1_900_000_000_002),
    published=Instant(1_600_000_000_003),
    changed=Instant(1_650_000_000_004),
    retired=True,
)
INTRO = Offer("intro", "Introduction", "article")
BUYER = Persona("buyer", "The buyer", "purchasing", "retail", ("price", "risk"), 2.5)
LINKS = (Link("intro", "tco", 2.0), Link("intro", "tco", 3.0, "buyer"), Link("tco", "intro"))
ALL = Catalogue((FULL, INTRO), LINKS, (BUYER,), DEFAULT_JOBS)


async def test_a_new_workspace_has_the_default_jobs_and_nothing_else(
    database: Database, workspace: UUID
) -> None:
    assert await catalogue.read(database, workspace) == Catalogue()


async def test_what_is_put_is_read_back_whole(database: Database, workspace: UUID) -> None:
    change = await catalogue_writing.replace(database, workspace, ALL)
    assert change == Change(offers=ALL.offers, links=LINKS, personas=(BUYER,))
    assert await catalogue.read(database, workspace) == replace(ALL, version=1)
    assert await catalogue.version(database, workspace) == 1


async def test_the_same_again_changes_nothing(database: Database, workspace: UUID) -> None:
    await catalogue_writing.replace(database, workspace, ALL)
    assert not await catalogue_writing.replace(database, workspace, ALL)
    assert await catalogue.version(database, workspace) == 1


async def test_replacing_takes_away_what_is_missing(database: Database, workspace: UUID) -> None:
    await catalogue_writing.replace(database, workspace, ALL)
    less = Catalogue((replace(INTRO, title="New"),), (), (), (Job("only", "Only"),))
    change = await catalogue_writing.replace(database, workspace, less)
    assert change == Change(
        offers=less.offers,
        jobs=less.jobs,
        gone_offers=("tco",),
        gone_links=(("intro", "tco", None), ("intro", "tco", "buyer"), ("tco", "intro", None)),
        gone_personas=("buyer",),
        gone_jobs=tuple(job.key for job in DEFAULT_JOBS),
    )
    assert await catalogue.read(database, workspace) == replace(less, version=2)


async def test_a_link_is_known_by_its_ends_and_its_audience(
    database: Database, workspace: UUID
) -> None:
    await catalogue_writing.replace(database, workspace, ALL)
    heavier = Link("intro", "tco", 9.0)
    await catalogue_writing.apply(database, workspace, Change(links=(heavier,)))
    gone = Change(gone_links=(("intro", "tco", "buyer"),))
    assert await catalogue_writing.apply(database, workspace, gone) == 3
    assert (await catalogue.read(database, workspace)).links == (heavier, LINKS[2])


async def test_two_offers_can_swap_their_addresses(database: Database, workspace: UUID) -> None:
    one, other = Offer("a", "A", "x", url="a.io/1"), Offer("b", "B", "x", url="a.io/2")
    await catalogue_writing.replace(database, workspace, Catalogue((one, other)))
    swapped = Catalogue((replace(one, url="a.io/2"), replace(other, url="a.io/1")))
    await catalogue_writing.replace(database, workspace, swapped)
    assert (await catalogue.read(database, workspace)).offers == swapped.offers


async def test_an_offer_put_again_keeps_its_place(database: Database, workspace: UUID) -> None:
    offers = tuple(Offer(key, key, "x") for key in "cab")
    await catalogue_writing.replace(database, workspace, Catalogue(offers))
    again = replace(offers[0], title="again")
    await catalogue_writing.apply(database, workspace, Change(offers=(Offer("d", "d", "x"), again)))
    found = (await catalogue.read(database, workspace)).offers
    assert [offer.title for offer in found] == ["again", "a", "b", "d"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Change(links=(Link("intro", "nowhere"),)), UnknownOffer),
        (Change(links=(Link("nowhere", "intro"),)), UnknownOffer),
        (Change(links=(Link("intro", "tco", 1.0, "nobody"),)), UnknownPersona),
        (Change(offers=(replace(INTRO, serves=(Service("nobody"),)),)), UnknownPersona),
        (Change(offers=(replace(INTRO, serves=(Service(None, "nothing"),)),)), UnknownJob),
        (Change(offers=(replace(INTRO, url="http://example.com/tco"),)), UrlTaken),
        (Change(personas=(replace(BUYER, share=0.0),)), InvalidValue),
        (Change(offers=(replace(INTRO, title="a\x00b"),)), InvalidValue),
        (Change(offers=(replace(INTRO, title="a\ud800b"),)), InvalidValue),
        (Change(offers=(replace(INTRO, minutes=2**40),)), InvalidValue),
    ],
)
async def test_a_bad_change_is_told_and_changes_nothing(
    database: Database, workspace: UUID, change: Change, error: type[CairnError]
) -> None:
    await catalogue_writing.replace(database, workspace, ALL)
    with pytest.raises(error):
        await catalogue_writing.apply(
            database, workspace, replace(change, jobs=(Job("new", "New"),))
        )
    assert await catalogue.read(database, workspace) == replace(ALL, version=1)


async def test_a_change_onto_an_old_version_is_refused(database: Database, workspace: UUID) -> None:
    await catalogue_writing.apply(database, workspace, Change(offers=(INTRO,)), onto=0)
    with pytest.raises(Conflict):
        await catalogue_writing.apply(database, workspace, Change(gone_offers=("intro",)), onto=0)
    assert (await catalogue.read(database, workspace)).offers == (INTRO,)


async def test_a_change_of_an_unknown_workspace_is_refused(database: Database) -> None:
    with pytest.raises(UnknownWorkspace):
        await catalogue_writing.apply(database, uuid4(), Change(offers=(INTRO,)))


async def test_workspaces_share_no_offers(database: Database, workspace: UUID) -> None:
    await catalogue_writing.replace(database, workspace, ALL)
    assert await catalogue.read(database, uuid4()) == Catalogue(jobs=())
    assert await catalogue.version(database, uuid4()) == 0


async def test_writers_at_once_each_make_a_version(database: Database, workspace: UUID) -> None:
    async with asyncio.TaskGroup() as tasks:
        for key in "abcdef":
            change = Change(offers=(Offer(key, key, "x"),))
            tasks.create_task(catalogue_writing.apply(database, workspace, change))
    found = await catalogue.read(database, workspace)
    assert (found.version, {offer.key for offer in found.offers}) == (6, set("abcdef"))

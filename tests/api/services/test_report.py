"""Interactions that callers of the schema report."""

import json
from dataclasses import replace
from random import Random
from uuid import UUID, uuid4

import pytest

from api.ingestion.segment import Envelope, read_all
from api.services.record import recording
from api.services.report import Report
from api.store import buyers
from api.store.database import Database
from api.store.decisions import Ref
from graph.answers import Verdict
from graph.paging import Window
from graph.questions import Act, BuyerRef, RefKind
from recommender import Instant, Kind
from tests.api.house import START, furnish
from tests.conftest import Urls
from tests.graph.relay import Expected, cases, expected, windowed

NOW = Instant(START + 60_000)
ACT = Act("m", BuyerRef(RefKind.EMAIL, " Ann@Example.com "), Kind.VIEWED, START)


async def report(
    database: Database, workspace: UUID, *acts: Act, trusted: bool = True
) -> list[tuple[Verdict, str | None]]:
    async with recording(database, random=Random(1)) as recorder:  # noqa: S311  # spreads retries
        receipts = await Report(database, recorder).record(workspace, acts, NOW, trusted=trusted)
    assert [receipt.message_id for receipt in receipts] == [act.message_id for act in acts]
    return [(receipt.verdict, receipt.code) for receipt in receipts]


async def test_a_buyer_is_found_by_any_name_and_by_id(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    assert await report(database, workspace, ACT) == [(Verdict.ACCEPTED, None)]
    known = await buyers.profile(database, workspace, Ref("email", "ann@example.com"))
    named = replace(ACT, message_id="m2", buyer=BuyerRef(RefKind.ID, str(known.id)))
    assert await report(database, workspace, named, named) == [
        (Verdict.ACCEPTED, None),
        (Verdict.DUPLICATE, None),
    ]
    again = await buyers.profile(database, workspace, Ref("id", str(known.id)))
    assert len(again.journey.trail) == 2


async def test_acts_named_by_id_cost_one_read_and_follow_a_merge(
    database: Database, urls: Urls
) -> None:
    workspace, _, _ = await furnish(database)
    known_one = replace(ACT, message_id="n", buyer=BuyerRef(RefKind.USER_ID, "u"))
    await report(database, workspace, ACT, known_one)
    absorbed = (await buyers.profile(database, workspace, Ref("email", "ann@example.com"))).id
    joined = {"type": "identify", "userId": "u", "traits": {"email": "ann@example.com"}}
    async with recording(database, random=Random(1)) as recorder:  # noqa: S311  # spreads retries
        await recorder.record(
            workspace, read_all([joined], Envelope(received=NOW)), now=NOW, source="test"
        )
    known = await buyers.profile(database, workspace, Ref("user_id", "u"))
    assert known.id != absorbed
    statements: list[str] = []
    seen = await Database.open(urls.app, on_query=statements.append)
    named = [BuyerRef(RefKind.ID, str(absorbed)), BuyerRef(RefKind.ID, str(known.id))]
    acts = [replace(ACT, message_id=f"m{n}", buyer=named[n % 2]) for n in range(6)]
    assert await report(seen, workspace, *acts) == [(Verdict.ACCEPTED, None)] * 6
    await seen.close()
    assert len([query for query in statements if "unnest($2::uuid[]) AS asked" in query]) == 1
    assert len([query for query in statements if "SELECT b.created_at" in query]) == 0
    assert len((await buyers.profile(database, workspace, Ref("user_id", "u"))).journey.trail) == 8


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (replace(ACT, buyer=BuyerRef(RefKind.ID, str(uuid4()))), "INVALID_IDENTITY"),
        (replace(ACT, buyer=BuyerRef(RefKind.ID, "x")), "INVALID_IDENTITY"),
        (replace(ACT, buyer=BuyerRef(RefKind.USER_ID, "a" * 201)), "INVALID_IDENTITY"),
        (replace(ACT, message_id=""), "INVALID_EVENT"),
        (replace(ACT, at=Instant(-1)), "INVALID_TIMESTAMP"),
        (replace(ACT, offer="unheard_of"), "UNKNOWN_OFFER"),
        (replace(ACT, decision=str(uuid4())), "UNKNOWN_DECISION"),
        (replace(ACT, decision="x"), "INVALID_DECISION"),
        (replace(ACT, topics=("a\0",)), "INVALID_TEXT"),
        (replace(ACT, reason="\ud800"), "INVALID_TEXT"),
        (replace(ACT, facts=(("", "x"),)), "INVALID_EVENT"),
        (replace(ACT, depth=1e300), "NUMBER_OUT_OF_RANGE"),
        (replace(ACT, depth=float("nan")), "NUMBER_OUT_OF_RANGE"),
        (replace(ACT, depth=99.0), "INVALID_DEPTH"),
        (replace(ACT, depth=-5.0), "INVALID_DEPTH"),
        (replace(ACT, job="astronaut"), "UNKNOWN_JOB"),
        (replace(ACT, persona="nobody"), "UNKNOWN_PERSONA"),
        (replace(ACT, buyer=BuyerRef(RefKind.EMAIL, "ann@b@c")), "INVALID_IDENTITY"),
        (replace(ACT, buyer=BuyerRef(RefKind.EMAIL, "@example.com")), "INVALID_IDENTITY"),
    ],
)
async def test_what_cannot_be_taken_is_rejected_and_kept(
    database: Database, act: Act, code: str
) -> None:
    workspace, _, _ = await furnish(database)
    assert await report(database, workspace, act, replace(ACT, message_id="ok")) == [
        (Verdict.REJECTED, code),
        (Verdict.ACCEPTED, None),
    ]
    async with recording(database, random=Random(1)) as recorder:  # noqa: S311  # spreads retries
        page = await Report(database, recorder).rejected(workspace, Window(10))
    assert [found.item.code for found in page.found] == [code]


async def test_a_rejected_act_is_kept_in_the_words_in_which_it_came(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    act = Act(
        "m",
        BuyerRef(RefKind.ANONYMOUS_ID, "a-1"),
        Kind.INCIDENT_OPENED,
        START,
        offer="unheard_of",
        depth=0.0,
        topics=("tax",),
        facts=(("role", "cfo"),),
    )
    await report(database, workspace, act)
    async with recording(database, random=Random(1)) as recorder:  # noqa: S311  # spreads retries
        page = await Report(database, recorder).rejected(workspace, Window(1))
    assert json.loads(page.found[0].item.raw) == {
        "messageId": "m",
        "buyer": {"anonymousId": "a-1"},
        "kind": "INCIDENT_OPENED",
        "at": "2025-06-15T15:06:40.000Z",
        "channel": "WEB",
        "offer": "unheard_of",
        "depth": 0.0,
        "topics": ["tax"],
        "facts": [{"key": "role", "value": "cfo"}],
    }


async def test_rejected_events_are_paged(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    bad = [replace(ACT, message_id=f"m{n}", offer="unheard_of") for n in range(5)]
    await report(database, workspace, *bad)
    got: list[str] = []
    async with recording(database, random=Random(1)) as recorder:  # noqa: S311  # spreads retries
        reporter, after = Report(database, recorder), None
        for _ in range(3):
            page = await reporter.rejected(workspace, Window(2, after=after))
            got += [found.item.id for found in page.found]
            after = page.found[-1].place
    assert (len(set(got)), len(got), page.has_next) == (5, 5, False)


async def test_every_page_of_rejected_events_is_as_the_specification_says(
    database: Database,
) -> None:
    workspace, _, _ = await furnish(database)
    bad = [replace(ACT, message_id=f"m{n}", offer="unheard_of") for n in range(6)]
    await report(database, workspace, *bad)
    async with recording(database, random=Random(1)) as recorder:  # noqa: S311  # spreads retries
        reporter = Report(database, recorder)
        whole = await reporter.rejected(workspace, Window(100))
        places, items = zip(*((one.place, one.item.id) for one in whole.found), strict=True)
        for case in cases((None, 1, 7)):
            page = await reporter.rejected(workspace, windowed(case, places))
            told = [one.item.id for one in page.found]
            assert Expected(told, page.has_next, page.has_previous) == expected(items, case), case


async def test_a_time_in_the_future_is_now(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    await report(database, workspace, replace(ACT, at=Instant(NOW + 10**12)))
    known = await buyers.profile(database, workspace, Ref("email", "ann@example.com"))
    assert [touch.at for touch in known.journey.trail] == [NOW]


@pytest.mark.parametrize(
    ("ref", "kind", "expected"),
    [
        (BuyerRef(RefKind.ANONYMOUS_ID, "a"), Kind.VIEWED, (Verdict.ACCEPTED, None)),
        (
            BuyerRef(RefKind.EMAIL, "ann@example.com"),
            Kind.VIEWED,
            (Verdict.REJECTED, "MISSING_IDENTITY"),
        ),
        (
            BuyerRef(RefKind.ANONYMOUS_ID, "a"),
            Kind.PURCHASED,
            (Verdict.REJECTED, "NEEDS_SECRET_KEY"),
        ),
    ],
)
async def test_a_browser_says_no_more_than_by_an_sdk(
    database: Database, ref: BuyerRef, kind: Kind, expected: tuple[Verdict, str | None]
) -> None:
    workspace, _, _ = await furnish(database)
    act = replace(ACT, buyer=ref, kind=kind)
    assert await report(database, workspace, act, trusted=False) == [expected]

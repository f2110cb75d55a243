"""Many buyers in one call: in their order, each by itself, recorded before they are answered."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from api.services import walk
from api.services.advise_many import AdviseMany
from api.services.desk import Desks
from api.services.serve import Serve
from api.store import buyers, crowd, decisions, ingest
from api.store.arrivals import Arrival, IdentityKind
from api.store.database import Database
from api.store.decisions import Ref
from graph.answers import Advice, Advised, Flaw
from graph.errors import BadCursor
from graph.paging import Place
from graph.questions import AskMany, BuyerFilter, BuyerRef, RefKind
from recommender import Decision, Instant, Kind, StepContext
from tests.api.crowd import gather
from tests.api.house import START, furnish

NOW = Instant(START + 3_600_000)
ALL = AskMany(BuyerFilter(), StepContext(size=1))


@pytest.fixture
async def place(database: Database) -> UUID:
    """Six people of two companies."""
    workspace, _, _ = await furnish(database)
    await gather(database, workspace, companies=2, people=3)
    return workspace


@pytest.fixture
def many(database: Database) -> AdviseMany:
    return AdviseMany(database, Desks(Serve(database).open), uuid4, lambda: False)


async def decided(
    many: AdviseMany, place: UUID, ask: AskMany
) -> tuple[list[Advised], Place | None]:
    told: list[Advised] = []

    async def take(advised: Sequence[Advised]) -> None:
        told.extend(advised)

    return told, await many.decide_many(place, ask, NOW, take)


def users(*names: str) -> tuple[BuyerRef, ...]:
    return tuple(BuyerRef.of(RefKind.USER_ID, name) for name in names)


def advice(advised: Advised) -> Advice:
    assert isinstance(advised.outcome, Advice)
    return advised.outcome


def plain(decision: Decision) -> Decision:
    """What is left out and believed is listed when it is asked for, so not of one type."""
    left_out, belief = tuple(decision.left_out), tuple(decision.belief)
    return replace(decision, left_out=left_out, belief=belief)


def offers(advised: Advised) -> list[str]:
    return [step.offer for step in advice(advised).decision.steps]


def codes(told: list[Advised]) -> list[str | None]:
    return [one.outcome.code if isinstance(one.outcome, Flaw) else None for one in told]


async def count(database: Database, place: UUID) -> object:
    async with database.read(place) as reader:
        return await reader.fetchval("SELECT count(*) FROM decision WHERE workspace_id = $1", place)


async def test_what_is_answered_is_what_is_recorded(
    database: Database, many: AdviseMany, place: UUID
) -> None:
    context = StepContext(size=2, exclude=frozenset({"roi_calculator"}))
    told, at = await decided(many, place, AskMany(users("c0-p0", "nobody", "c1-p2"), context))
    assert (at, codes(told), told[1].buyer) == (None, [None, None, None], None)
    for one, name in zip(told, ("c0-p0", "nobody", "c1-p2"), strict=True):
        recorded = await decisions.find(database, place, advice(one).decision.id)
        assert recorded is not None
        assert plain(recorded.decision) == plain(advice(one).decision)
        assert (recorded.context, recorded.ref) == (context, Ref("user_id", name))
        assert recorded.buyer == await buyers.find(database, place, Ref("user_id", name))


async def test_each_is_decided_as_by_themselves(
    database: Database, many: AdviseMany, place: UUID
) -> None:
    """The ids seed the draws: with the same ones, sets for many are the sets for one at a time."""
    ids = [uuid4() for _ in range(3)]
    names = users("c0-p0", "c1-p1", "nobody")
    together, apart = iter(ids), iter(ids)
    whole = replace(many, new_id=lambda: next(together))
    told, _ = await decided(whole, place, AskMany(names, StepContext()))
    other, _, _ = await furnish(database)
    await gather(database, other, companies=2, people=3)
    alone = replace(many, new_id=lambda: next(apart))
    for one, name in zip(told, names, strict=True):
        ((by_itself,), _) = await decided(alone, other, AskMany((name,), StepContext()))
        assert offers(by_itself) == offers(one)
        assert advice(by_itself).decision.chance_any_taken == advice(one).decision.chance_any_taken


async def test_what_is_wrong_with_one_is_told_of_that_one(
    many: AdviseMany, database: Database, place: UUID
) -> None:
    known = await buyers.find(database, place, Ref("user_id", "c0-p0"))
    whom = (
        *users("c0-p0", "c0-p1", "c0-p0"),
        BuyerRef.of(RefKind.ID, str(known)),
        BuyerRef.of(RefKind.ID, str(uuid4())),
        Flaw("BAD_USER_INPUT", "no name"),
        BuyerRef.of(RefKind.ANONYMOUS_ID, "new"),
    )
    told, _ = await decided(many, place, AskMany(whom, StepContext()))
    repeated = "REPEATED_BUYER"
    assert codes(told) == [
        *(None, None, repeated, repeated, "UNKNOWN_BUYER", "BAD_USER_INPUT", None)
    ]
    assert await count(database, place) == 3


async def test_a_damaged_journey_keeps_nobody_else_from_a_set(
    database: Database, many: AdviseMany, place: UUID
) -> None:
    async with database.transaction(place) as writer:
        await writer.execute(
            "UPDATE journey SET state = '[]' WHERE workspace_id = $1 AND buyer_id = $2",
            place,
            await buyers.find(database, place, Ref("user_id", "c0-p1")),
        )
    told, _ = await decided(many, place, AskMany(users("c0-p0", "c0-p1"), StepContext()))
    assert codes(told) == [None, "DAMAGED_JOURNEY"]


async def test_a_segment_is_walked_through_page_by_page(many: AdviseMany, place: UUID) -> None:
    seen, after = list[UUID | None](), None
    for _ in range(3):
        told, after = await decided(many, place, replace(ALL, first=2, after=after))
        seen += [one.buyer for one in told]
    whole, end = await decided(many, place, ALL)
    assert seen == [one.buyer for one in whole]
    assert (len(seen), after, end) == (6, None, None)
    assert sorted(name for one in whole for _, name in one.names) == [
        f"c{company}-p{person}" for company in range(2) for person in range(3)
    ]


async def test_a_walk_of_several_chunks_ends_where_the_segment_does(
    many: AdviseMany, place: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "AT_ONCE", 2)
    told, end = await decided(many, place, ALL)
    assert (len(told), end) == (6, None)
    wanted = BuyerFilter(accounts=frozenset({"c1"}))
    told, end = await decided(many, place, replace(ALL, whom=wanted))
    assert (len(told), end) == (3, None)


async def test_a_segment_may_change_between_two_pages(
    database: Database, many: AdviseMany, place: UUID
) -> None:
    """Who comes or goes meanwhile is met or not; nobody is met twice, nobody else is missed."""
    told, after = await decided(many, place, replace(ALL, first=3))
    before = {one.buyer for one in told}
    async with database.transaction(place) as writer:
        for number in range(5):
            at = Instant(START + 5)
            new = Arrival(
                f"n{number}", at, at, ((IdentityKind.USER_ID, f"n{number}"),), Kind.VIEWED
            )
            await ingest.write(writer, place, [new], now=NOW, source="test")
    rest, _ = await decided(many, place, replace(ALL, after=after))
    everybody, _ = await decided(many, place, ALL)
    after_them = {one.buyer for one in rest}
    assert before & after_them == set()
    met = [one.buyer for one in everybody if one.buyer in before | after_them]
    assert met == [*(one.buyer for one in told), *(one.buyer for one in rest)]
    assert {one.buyer for one in everybody if "c" in one.names[0][1]} <= before | after_them


async def test_a_cursor_of_another_segment_is_refused(many: AdviseMany, place: UUID) -> None:
    _, after = await decided(many, place, replace(ALL, first=2))
    other = BuyerFilter(accounts=frozenset({"c1"}))
    for wrong in (after, Place(0, str(uuid4())), Place(5, "no id")):
        with pytest.raises(BadCursor):
            await decided(many, place, replace(ALL, whom=other, after=wrong))


async def test_no_two_of_an_account_get_the_same_step(
    database: Database, many: AdviseMany, place: UUID
) -> None:
    plain, _ = await decided(many, place, AskMany(users("c0-p0", "c0-p1"), StepContext(size=4)))
    assert set(offers(plain[0])) & set(offers(plain[1])) != set()
    names = users("c0-p0", "c1-p0", "c0-p1", "c0-p2", "nobody")
    ask = AskMany(names, StepContext(size=1), distinct=True)
    told, _ = await decided(many, place, ask)
    steps = [offers(one) for one in told]
    of_c0 = [*steps[0], *steps[2], *steps[3]]
    assert len(of_c0) == len(set(of_c0)) == 3
    assert len(steps[1]) == len(steps[4]) == 1
    third = await decisions.find(database, place, advice(told[3]).decision.id)
    assert third is not None
    assert third.context.exclude == {*steps[0], *steps[2]}


async def test_steps_are_distinct_across_chunks(
    many: AdviseMany, place: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "AT_ONCE", 1)
    ask = AskMany(users("c0-p0", "c0-p1", "c0-p2"), StepContext(size=1), distinct=True)
    told, _ = await decided(many, place, ask)
    of_c0 = [offer for one in told for offer in offers(one)]
    assert len(of_c0) == len(set(of_c0)) == 3


@pytest.mark.parametrize("distinct", [False, True])
async def test_the_same_call_again_gives_the_same_decisions(
    database: Database, many: AdviseMany, place: UUID, *, distinct: bool
) -> None:
    ask = AskMany(BuyerFilter(), StepContext(size=1), "spring", distinct)
    first, _ = await decided(many, place, ask)
    again, _ = await decided(many, place, ask)
    assert [plain(advice(one).decision) for one in again] == [
        plain(advice(one).decision) for one in first
    ]
    assert [advice(one).state for one in again] == [advice(one).state for one in first]
    assert await count(database, place) == 6
    other, _ = await decided(many, place, replace(ask, context=StepContext(size=2)))
    assert codes(other) == ["KEY_REUSED"] * 6


async def test_what_is_new_keeps_clear_of_what_stands(many: AdviseMany, place: UUID) -> None:
    ask = AskMany(users("c0-p1"), StepContext(size=1), "spring", distinct=True)
    first, _ = await decided(many, place, ask)
    told, _ = await decided(many, place, replace(ask, whom=users("c0-p0", "c0-p1", "c0-p2")))
    assert offers(told[1]) == offers(first[0])
    of_c0 = [offer for one in told for offer in offers(one)]
    assert len(of_c0) == len(set(of_c0)) == 3


async def test_of_two_calls_at_once_with_one_key_one_stands(
    database: Database, many: AdviseMany, place: UUID
) -> None:
    ask = AskMany(BuyerFilter(), StepContext(size=2), "race")
    async with asyncio.TaskGroup() as group:
        calls = [group.create_task(decided(many, place, ask)) for _ in range(4)]
    ids = {tuple(advice(one).decision.id for one in call.result()[0]) for call in calls}
    assert len(ids) == 1
    assert await count(database, place) == 6


async def test_a_failure_of_whoever_takes_the_answers_ends_the_call(
    many: AdviseMany, place: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "AT_ONCE", 1)
    taken: list[Advised] = []

    async def take(advised: Sequence[Advised]) -> None:
        taken.extend(advised)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await many.decide_many(place, ALL, NOW, take)
    assert len(taken) == 1


async def test_a_process_that_ends_says_where_to_go_on(
    many: AdviseMany, place: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "AT_ONCE", 2)
    checks = iter([False, False, True])
    ending = replace(many, stopping=lambda: next(checks))
    told, after = await decided(ending, place, ALL)
    rest, end = await decided(many, place, replace(ALL, after=after))
    whole, _ = await decided(many, place, ALL)
    assert [one.buyer for one in told + rest] == [one.buyer for one in whole]
    assert (len(told), end) == (4, None)


async def test_only_what_fits_is_decided_for(many: AdviseMany, place: UUID) -> None:
    nobody = BuyerFilter(personas=frozenset({"it"}))
    assert await decided(many, place, replace(ALL, whom=nobody)) == ([], None)


async def test_of_each_as_much_is_known_as_for_a_set_of_their_own(
    database: Database, place: UUID
) -> None:
    refs = [Ref("user_id", f"c{company}-p{one}") for company in range(2) for one in range(3)]
    async with database.read(place) as reader:
        told = await crowd.ask(reader, place, refs, [None] * 6)
    alone = [await decisions.ask(database, place, ref) for ref in refs]
    assert [one.company for one in told] == [one.company for one in alone]
    assert [one.buyer for one in told] == [one.buyer for one in alone]
    assert {len(one.company.colleagues) for one in told} == {6}


async def test_of_nobody_there_is_nothing_to_ask_or_record(database: Database, place: UUID) -> None:
    async with database.transaction(place) as writer:
        assert await crowd.record(writer, place, []) == set()
    async with database.read(place) as reader:
        assert await crowd.ask(reader, place, [], []) == []

"""Recorded sets with what came of them, by the outcome's decision, offer, kind and time."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest

from api.store import decisions, interactions, outcomes
from api.store.database import Database
from api.store.decisions import Record, Ref
from recommender import (
    DAY,
    Decision,
    Instant,
    Interaction,
    Kind,
    LoggedSet,
    Slot,
    Step,
    StepContext,
)

THEN = Instant(1_750_000_000_000)
ANONYMOUS = Ref("anonymous_id", "a-1")

Decide = Callable[..., Awaitable[UUID]]
Act = Callable[..., Awaitable[None]]


@pytest.fixture
def decide(database: Database, workspace: UUID) -> Decide:
    async def decided(
        number: int = 1, at: Instant = THEN, ref: Ref = ANONYMOUS, buyer: UUID | None = None
    ) -> UUID:
        made = Decision(
            id=UUID(int=number),
            at=at,
            steps=tuple(Step(key, Slot.CHOSEN, 0.3, 0.2, 0.5, (), ()) for key in ("tco", "demo")),
            display=(0, 1),
            chance_any_taken=0.4,
            exhausted=None,
            left_out=(),
            belief=(),
            ordered_propensity=0.1,
            set_propensity=0.2,
            draw=b"{}",
            model_version=1,
            model_position=0,
        )
        return await decisions.record(database, workspace, Record(made, StepContext(), ref, buyer))

    return decided


@pytest.fixture
def act(database: Database, workspace: UUID) -> Act:
    async def acted(decision: UUID | None, after: int = 1, **fields: object) -> None:
        said = {"kind": Kind.CLICKED, "offer": "tco"} | fields
        one = Interaction(
            uuid4(),
            uuid4(),
            at=Instant(THEN + after),
            decision=decision,
            **said,  # type: ignore[arg-type]  # a test's own
        )
        async with database.transaction(workspace) as connection:
            await interactions.append(connection, workspace, [one])

    return acted


async def read(
    database: Database, workspace: UUID, until: Instant = THEN, horizon: int = DAY, at_once: int = 2
) -> list[LoggedSet]:
    stream = outcomes.logged_sets(database, workspace, until, horizon, at_once=at_once)
    return [one async for one in stream]


@pytest.mark.parametrize(
    ("outcome", "taken"),
    [
        ({}, True),
        ({"kind": Kind.COMPLETED, "offer": "demo"}, True),
        ({"after": DAY}, True),
        ({"after": -5_000}, True),  # a client's clock may be behind
        ({"after": DAY + 1}, False),
        ({"kind": Kind.SHOWN}, False),
        ({"kind": Kind.DISMISSED}, False),
        ({"offer": "another"}, False),
        ({"offer": None}, False),
    ],
)
async def test_a_set_is_taken_where_one_of_its_steps_was_within_the_horizon(
    database: Database,
    workspace: UUID,
    decide: Decide,
    act: Act,
    outcome: dict[str, object],
    taken: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    await act(await decide(), **outcome)
    (found,) = await read(database, workspace)
    assert found == LoggedSet(b"{}", 0.2, taken, '["anonymous_id","a-1"]')


async def test_an_act_in_answer_to_nothing_or_to_another_decision_says_nothing(
    database: Database, workspace: UUID, decide: Decide, act: Act
) -> None:
    await decide(1)
    await act(await decide(2))
    await act(None)
    assert [one.taken for one in await read(database, workspace)] == [False, True]


async def test_all_pages_are_read_and_none_twice(
    database: Database, workspace: UUID, decide: Decide, act: Act
) -> None:
    for number in range(1, 8):
        await decide(number, at=Instant(THEN + number))
    await act(UUID(int=4))
    await act(UUID(int=4), after=2, kind=Kind.COMPLETED)
    for at_once in (1, 3, 7, 500):
        found = await read(database, workspace, Instant(THEN + 6), at_once=at_once)
        assert [one.taken for one in found] == [False, False, False, True, False, False]
    assert await outcomes.counted(database, workspace, Instant(THEN + 6)) == (7, 6)


async def test_outcomes_hang_together_by_company_then_by_buyer_then_by_identity(
    database: Database, workspace: UUID, decide: Decide, add_buyer, account: UUID
) -> None:
    """Also where the buyer was not known yet when the decision was made, or has merged since."""
    ann = await add_buyer(account=account, user_id="ann")
    device = await add_buyer(merged_into=ann, anonymous_id="device")
    loner = await add_buyer(email="l@example.com")
    asked = [
        (Ref("user_id", "ann"), ann),
        (Ref("anonymous_id", "device"), device),
        (Ref("user_id", "ann"), None),
        (Ref("email", "l@example.com"), None),
        (Ref("id", str(loner)), loner),
        (Ref("email", "stranger@example.com"), None),
    ]
    for number, (ref, buyer) in enumerate(asked, 1):
        await decide(number, ref=ref, buyer=buyer)
    found = [one.account for one in await read(database, workspace)]
    assert found == [
        *(str(account), str(account), str(account), str(loner), str(loner)),
        '["email","stranger@example.com"]',
    ]


async def test_another_workspace_reads_nothing(database: Database, decide: Decide) -> None:
    await decide()
    assert await read(database, uuid4()) == []
    assert await outcomes.counted(database, uuid4(), THEN) == (0, 0)


async def test_a_page_is_one_statement_and_finds_outcomes_by_their_index(
    urls, workspace: UUID, decide: Decide
) -> None:
    for number in range(1, 4):
        await decide(number)
    seen: list[str] = []
    counted = await Database.open(urls.app, size=1, on_query=seen.append)
    seen.clear()
    assert len(await read(counted, workspace, at_once=2)) == 3
    assert [query.split()[0] for query in seen] == ["BEGIN", "WITH", "ROLLBACK"] * 3
    async with counted.read(workspace) as reader:
        plan = await reader.fetch(
            f"EXPLAIN {outcomes.PAGE}", workspace, UUID(int=0), THEN, 2, ["clicked"], DAY
        )
    await counted.close()
    scans = [line for (line,) in plan if "interaction" in line]
    assert [line.split("->")[-1].split("  (")[0].strip() for line in scans] == [
        "Index Scan using interaction_workspace_id_decision_id_idx on interaction o"
    ]


async def test_draws_are_found_by_their_decisions(
    database: Database, workspace: UUID, decide: Decide
) -> None:
    first, second = await decide(1), await decide(2)
    asked = [second, first, UUID(int=3)]
    found = await outcomes.draws(database, workspace, asked)
    assert found == dict.fromkeys([first, second], outcomes.Draw(b"{}", 1))
    assert await outcomes.draws(database, uuid4(), asked) == {}

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import asyncpg
import pytest

from api.errors import InvalidValue
from api.store import buyers, decisions, interactions
from api.store.database import Database
from api.store.decisions import Asked, Record, Ref
from recommender import (
    Channel,
    Company,
    Decision,
    Exhausted,
    Gate,
    Instant,
    Interaction,
    Journey,
    Kind,
    LeftOut,
    Motion,
    Need,
    NeedShare,
    Reason,
    Slot,
    Step,
    StepContext,
    Touch,
    encode,
    fold,
)
from tests.conftest import Urls

THEN = Instant(1_750_000_000_123)
ANONYMOUS = Ref("anonymous_id", "a-1")
NOBODY = Asked(None, Journey.empty(), Company(), decided=None)


def _decision() -> Decision:
    reason = Reason("pathway:1", "pathway", 0.1 + 0.2, None, "Others went on to “this”")
    return Decision(
        id=uuid4(),
        at=THEN,
        steps=(
            Step("tco", Slot.CHOSEN, 0.3, 1 / 3, 0.7, (Need("buyer", "validation"),), (reason,)),
            Step("demo", Slot.EXPLORED, 5e-324, 0.1, 1.0, (), ()),
        ),
        display=(1, 0),
        chance_any_taken=0.4,
        exhausted=Exhausted.BELOW_FLOOR,
        left_out=(
            LeftOut("a", Gate.ELIGIBILITY, "retired"),
            LeftOut("b", Gate.ELIGIBILITY, "retired"),
            LeftOut("c", Gate.CONTACT_POLICY, "resting"),
            LeftOut("d", Gate.ELIGIBILITY, "retired"),
        ),
        belief=(NeedShare(Need("buyer", "validation"), 0.75), NeedShare(None, 0.25)),
        ordered_propensity=0.1,
        set_propensity=0.2,
        draw=b'{"seed":1}\x00\xff',
        model_version=3,
        model_position=2**40,
    )


def _record(key: str | None = None) -> Record:
    context = StepContext(Channel.EMAIL, "tco", Motion.RENEWAL, "de", frozenset({"x", "y"}), size=2)
    return Record(_decision(), context, ANONYMOUS, buyer=None, key=key)


async def test_a_decision_is_found_as_it_was_recorded(database: Database, workspace: UUID) -> None:
    for made in (_record(), replace(_record("k"), buyer=uuid4(), context=StepContext())):
        assert await decisions.record(database, workspace, made) == made.decision.id
        assert await decisions.find(database, workspace, made.decision.id) == made


async def test_an_empty_set_is_kept_as_well(database: Database, workspace: UUID) -> None:
    empty = replace(_decision(), steps=(), display=(), left_out=(), exhausted=None)
    made = replace(_record(), decision=empty)
    await decisions.record(database, workspace, made)
    assert await decisions.find(database, workspace, empty.id) == made


async def test_another_workspace_does_not_find_it(database: Database, workspace: UUID) -> None:
    id_ = await decisions.record(database, workspace, _record())
    assert await decisions.find(database, uuid4(), id_) is None


async def test_the_same_key_gives_the_same_decision(database: Database, workspace: UUID) -> None:
    first = _record("key")
    await decisions.record(database, workspace, first)
    second = _record("key")
    assert await decisions.record(database, workspace, second) == first.decision.id
    assert await decisions.find(database, workspace, second.decision.id) is None
    asked = await decisions.ask(database, workspace, ANONYMOUS, "key")
    assert asked == replace(NOBODY, decided=first.decision.id)


async def test_of_many_at_once_with_one_key_one_stands(database: Database, workspace: UUID) -> None:
    made = [_record("race") for _ in range(8)]
    async with asyncio.TaskGroup() as tasks:
        asked = [tasks.create_task(decisions.record(database, workspace, m)) for m in made]
    (winner,) = {task.result() for task in asked}
    found = [await decisions.find(database, workspace, m.decision.id) for m in made]
    assert [record for record in found if record] == [m for m in made if m.decision.id == winner]


async def test_the_same_key_in_another_workspace_is_another(
    database: Database, workspace: UUID
) -> None:
    await decisions.record(database, workspace, _record("shared"))
    assert await decisions.ask(database, uuid4(), ANONYMOUS, "shared") == NOBODY


async def test_a_stranger_has_an_empty_journey(database: Database, workspace: UUID) -> None:
    for ref in (ANONYMOUS, Ref("id", str(uuid4()))):
        assert await decisions.ask(database, workspace, ref) == NOBODY


async def test_a_buyer_is_known_by_every_identifier_and_after_a_merge(
    database: Database, workspace: UUID, add_buyer, account: UUID
) -> None:
    journey = fold([Interaction(uuid4(), uuid4(), Kind.VIEWED, THEN, offer="tco")])
    survivor = await add_buyer(account=account, state=encode(journey).decode(), user_id="u-1")
    absorbed = await add_buyer(merged_into=survivor, email="a@b.c")
    expected = Asked(survivor, journey, Company(vertical="retail"), decided=None)
    for ref in (
        Ref("user_id", "u-1"),
        Ref("email", "a@b.c"),
        Ref("id", str(survivor)),
        Ref("id", str(absorbed)),
    ):
        assert await decisions.ask(database, workspace, ref) == expected


@pytest.mark.parametrize(
    ("times", "is_open"),
    [((1, None), True), ((2, 1), True), ((1, 2), False), ((None, 2), False), ((2, 2), False)],
)
async def test_an_open_incident_of_a_colleague_guards_the_whole_company(
    database: Database,
    workspace: UUID,
    add_buyer,
    account: UUID,
    times: tuple[int | None, int | None],
    is_open: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    """R46."""
    await add_buyer(account=account, user_id="asking")
    colleague = await add_buyer(account=account)
    stranger = await add_buyer(user_id="stranger")
    async with database.transaction(workspace) as connection:
        await connection.execute(
            "INSERT INTO incident VALUES ($1, $2, 'outage', $3, $4)",
            *(workspace, colleague, *times),
        )
    for ref, expected in (
        (Ref("user_id", "asking"), is_open),
        (Ref("id", str(colleague)), is_open),
        (Ref("id", str(stranger)), False),
    ):
        assert (await decisions.ask(database, workspace, ref)).company.open_incidents is expected


async def test_what_colleagues_took_up_lately_comes_along(
    database: Database, workspace: UUID, add_buyer, account: UUID
) -> None:
    """R22: the latest eight touches of offers, oldest first; nobody else's, nor the buyer's own."""
    asking = await add_buyer(account=account)
    colleague, stranger = await add_buyer(account=account), await add_buyer()
    before = await add_buyer(account=account, merged_into=asking)
    acts = [
        Interaction(UUID(int=n), who, kind, Instant(THEN + n), Channel.EMAIL, offer, depth=depth)
        for n, (who, kind, offer, depth) in enumerate(
            [
                (asking, Kind.VIEWED, "own", 0.0),
                (before, Kind.VIEWED, "own, before the merge", 0.0),
                (stranger, Kind.VIEWED, "another company's", 0.0),
                (colleague, Kind.SHOWN, "shown", 0.0),
                (colleague, Kind.SEARCHED, None, 0.0),
                *[(colleague, Kind.VIEWED, f"view {n}", 0.25) for n in range(9)],
                (colleague, Kind.COMPLETED, "guide", 1.0),
            ]
        )
    ]
    async with database.transaction(workspace) as connection:
        await interactions.append(connection, workspace, acts)
    found = (await decisions.ask(database, workspace, Ref("id", str(asking)))).company.colleagues
    assert found == tuple(
        Touch(a.at, a.id.hex, a.kind, a.channel, a.offer, None, None, a.depth) for a in acts[-8:]
    )


@pytest.mark.parametrize(
    "ref", [Ref("id", "no uuid"), Ref("email", "a\x00b"), Ref("user_id", "a\ud800b")]
)
async def test_what_cannot_be_an_identifier_is_told(
    database: Database, workspace: UUID, ref: Ref
) -> None:
    with pytest.raises(InvalidValue):
        await decisions.ask(database, workspace, ref)
    with pytest.raises(InvalidValue):
        await buyers.profile(database, workspace, ref)


async def test_what_is_no_id_is_told_whatever_the_plan(urls: Urls, workspace: UUID) -> None:
    """A plan that looks at the workspace first has nothing to compare where no buyer is."""
    connection = await asyncpg.connect(urls.app)
    await connection.execute(
        "SET plan_cache_mode = force_generic_plan; SET enable_indexscan = off; "
        "SET enable_bitmapscan = off"
    )
    with pytest.raises(asyncpg.InvalidTextRepresentationError):
        await connection.fetchrow(
            "SELECT * FROM advise_read($1, 'id', 'no uuid', NULL, NULL)", workspace
        )
    await connection.close()


async def test_asking_and_recording_are_one_round_trip_each(urls, workspace: UUID) -> None:
    seen: list[str] = []
    counted = await Database.open(urls.app, size=1, on_query=seen.append)
    seen.clear()
    await decisions.ask(counted, workspace, ANONYMOUS, "key")
    await decisions.record(counted, workspace, _record("key"))
    await counted.close()
    assert [query.split("(")[0] for query in seen] == [
        "SELECT * FROM advise_read",
        "SELECT record_decision",
    ]


async def test_what_was_decided_cannot_be_changed(database: Database, workspace: UUID) -> None:
    await decisions.record(database, workspace, _record())
    for statement in ("UPDATE decision SET chance = 1", "DELETE FROM decision_step"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.transaction(workspace) as connection:
                await connection.execute(statement)

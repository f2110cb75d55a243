from dataclasses import replace
from uuid import UUID, uuid4

from api.store import groups, opportunities
from api.store.database import Database
from api.store.groups import Group, Member, Standing
from api.store.opportunities import Evidence, Opportunity
from recommender import Instant, Motion, Outcome

THEN = Instant(1_750_000_000_000)


async def test_a_person_is_in_several_groups_with_several_roles(
    database: Database, workspace: UUID, add_buyer, account: UUID
) -> None:
    """R40, R43."""
    one, other = sorted([await add_buyer(), await add_buyer()])
    first = Group(
        uuid4(),
        "core",
        "Core",
        account,
        THEN,
        Motion.NET_NEW,
        (Member(one, ("decider", "user")), Member(other, (), Standing.SUGGESTED)),
    )
    second = Group(uuid4(), "more", "More", account, THEN, None, (Member(one, ("champion",)),))
    await groups.save(database, workspace, second)
    await groups.save(database, workspace, first)
    assert await groups.of_account(database, workspace) == (first, second)
    assert await groups.of_account(database, workspace, account) == (first, second)
    assert await groups.of_account(database, workspace, uuid4()) == ()


async def test_a_dismissal_is_kept(
    database: Database, workspace: UUID, add_buyer, account: UUID
) -> None:
    """R43."""
    member = Member(await add_buyer(), (), Standing.DISMISSED)
    group = Group(uuid4(), "core", "Core", account, THEN, None, (member,))
    await groups.save(database, workspace, group)
    await groups.save(database, workspace, replace(group, name="New", members=()))
    assert await groups.of_account(database, workspace) == (replace(group, name="New"),)


async def test_a_stage_is_proven_by_acts(
    database: Database, workspace: UUID, account: UUID
) -> None:
    """R17."""
    early, late = Evidence("need", uuid4(), THEN), Evidence("choice", uuid4(), Instant(THEN + 1))
    made = Opportunity(
        *(uuid4(), "deal", "Deal", account, THEN),
        motion=Motion.UPSELL,
        stage="choice",
        evidence=(late, early),
    )
    await opportunities.save(database, workspace, made)
    closed = replace(
        made,
        closed=Instant(THEN + 2),
        outcome=Outcome.NO_DECISION,
        reason="no budget",
        evidence=(),
    )
    await opportunities.save(database, workspace, closed)
    expected = replace(closed, evidence=(early, late))
    assert await opportunities.of_account(database, workspace) == (expected,)
    assert await opportunities.of_account(database, uuid4()) == ()

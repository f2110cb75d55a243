"""From the decisions of a workspace to what two policies are worth."""

from uuid import UUID

import numpy as np
import pytest

from api.services.compare_policies import Compared, compare_policies
from api.store import catalogue_writing
from api.store.database import Database
from recommender import DAY, MINUTE, SET_POLICIES, Instant, SetPolicy
from tests.api.decided import decide_often
from tests.api.house import CATALOGUE, START

LOGGED, WARMER = SET_POLICIES["logged"], SetPolicy("warmer", epsilon=0.1)
DECIDED = 160


@pytest.fixture
async def home(database: Database, workspace: UUID) -> UUID:
    await catalogue_writing.replace(database, workspace, CATALOGUE)
    await decide_often(database, workspace, START)
    return workspace


async def compared(
    database: Database, workspace: UUID, now: Instant, a: SetPolicy = LOGGED, b: SetPolicy = WARMER
) -> Compared:
    return await compare_policies(
        *(database, workspace, (a, b)), now=now, horizon=DAY, generator=np.random.default_rng(1)
    )


async def test_the_log_s_own_policy_is_worth_what_came_of_it_exactly(
    database: Database, home: UUID
) -> None:
    found = await compared(database, home, Instant(START + 2 * DAY))
    of, rate = found.comparison, 54 / DECIDED
    assert (found.open, of.decisions, of.accounts, of.left_aside) == (0, DECIDED, 20, {})
    own, warmer = of.values
    assert (own.declined, warmer.declined) == ((), ())
    assert of.taken == own.estimates["ips"].value == own.estimates["snips"].value == rate
    assert own.estimates["dr"].value == pytest.approx(rate, abs=1e-12)
    assert 0.0 < warmer.overlap.effective < DECIDED
    assert of.difference["dr"].value == pytest.approx(
        warmer.estimates["dr"].value - rate, abs=1e-12
    )


async def test_decisions_of_which_more_may_come_wait(database: Database, home: UUID) -> None:
    found = await compared(database, home, Instant(START + DAY + 9 * MINUTE))
    assert (found.comparison.decisions, found.open) == (10, DECIDED - 10)


async def test_it_is_told_how_far_it_is(database: Database, home: UUID) -> None:
    seen: list[tuple[int, int]] = []
    await compare_policies(
        *(database, home, (LOGGED, LOGGED)),
        now=Instant(START + 2 * DAY),
        horizon=DAY,
        generator=np.random.default_rng(1),
        seen=lambda done, of: seen.append((done, of)),
    )
    assert seen == [(done, DECIDED) for done in range(1, DECIDED + 1)]


async def test_a_workspace_without_decisions_is_declined(
    database: Database, workspace: UUID
) -> None:
    found = await compared(database, workspace, START)
    assert [d.code for value in found.comparison.values for d in value.declined] == [
        "NO_DECISIONS",
        "NO_DECISIONS",
    ]

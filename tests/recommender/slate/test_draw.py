"""Which set: coverage of needs, the floor, the limits."""

from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.model.decision import Slot
from recommender.slate import MILLION, Law, Limit, Pool, draw, seed

OUTRIGHT = Law(size=3, explore=False, epsilon=0.0, temperature=0.01, floor=0.005)


def pool(odds: list[float], fits: list[list[float]], shares: list[float], law: Law) -> Pool:
    return Pool(
        keys=[f"o{place}" for place in range(len(odds))],
        odds=np.rint(np.array(odds) * MILLION).astype(np.int64),
        fits=np.rint(np.array(fits) * MILLION).astype(np.int64),
        shares=np.rint(np.array(shares) * MILLION).astype(np.int64),
        limits=(),
        law=law,
        seed=seed(UUID(int=1)),
    )


FINANCE_AND_IT = pool(
    odds=[-2.0, -2.1, -2.2, -2.3],
    fits=[[4, 0], [4, 0], [4, 0], [0, 4]],
    shares=[0.6, 0.4],
    law=OUTRIGHT._replace(size=2),
)


def test_a_second_article_for_a_need_already_served_adds_little_r20() -> None:
    found = draw(FINANCE_AND_IT)
    assert found.places == [0, 3]
    first = 0.6 / (1 + np.exp(-2.0)) + 0.4 / (1 + np.exp(2.0))
    second = 0.6 * (1 - 1 / (1 + np.exp(-2.0))) / (1 + np.exp(2.3)) + 0.4 * (
        1 - 1 / (1 + np.exp(2.0))
    ) / (1 + np.exp(-1.7))
    assert found.gains == pytest.approx([first, second])
    assert found.chance_any_taken == pytest.approx(first + second)


def test_a_set_ends_where_nothing_is_left_above_the_floor_r34() -> None:
    one = pool([-1.0, -6.0, -7.0], [[0]] * 3, [1.0], OUTRIGHT)
    assert draw(one).places == [0]


def test_a_step_below_the_floor_is_not_drawn_to_explore_either_r34() -> None:
    one = pool([-1.0, -6.0, -7.0], [[0]] * 3, [1.0], OUTRIGHT._replace(explore=True, epsilon=1.0))
    for number in range(50):
        again = one._replace(seed=seed(UUID(int=number)))
        assert draw(again).places == [0]


def test_an_exchange_makes_good_what_the_first_pick_spoiled() -> None:
    """The all-rounder is best alone, and not needed beside the two specialists."""
    one = pool(
        odds=[0.0, 0.0, 0.0],
        fits=[[0.8, 0.8], [3.0, -3.0], [-3.0, 3.0]],
        shares=[0.5, 0.5],
        law=OUTRIGHT._replace(size=2),
    )
    assert set(draw(one).places) == {1, 2}


def test_a_limit_keeps_the_rest_of_a_group_out() -> None:
    one = pool([-1.0, -1.1, -1.2], [[0]] * 3, [1.0], OUTRIGHT)
    one = one._replace(limits=(Limit(1, (0, 1)),))
    assert draw(one).places == [0, 2]


def test_a_step_drawn_far_from_the_best_is_marked_as_explored() -> None:
    one = pool([1.0, -2.0], [[0]] * 2, [1.0], OUTRIGHT._replace(size=1, explore=True, epsilon=1.0))
    seen = set()
    for number in range(20):
        found = draw(one._replace(seed=seed(UUID(int=number))))
        seen.add((found.places[0], found.slots[0]))
    assert seen == {(0, Slot.CHOSEN), (1, Slot.EXPLORED)}


def test_an_empty_pool_gives_an_empty_set() -> None:
    one = pool([], [], [1.0], OUTRIGHT)._replace(fits=np.zeros((0, 1), np.int64))
    for explore in (True, False):
        found = draw(one._replace(law=OUTRIGHT._replace(explore=explore)))
        assert (found.places, found.display) == ([], ())
        assert (found.chance_any_taken, found.propensity.unordered) == (0.0, 1.0)


@given(st.lists(st.integers(-5_000_000, 3_000_000), min_size=1, max_size=30), st.integers(1, 8))
def test_with_one_need_or_alike_needs_the_set_is_the_ranking(odds: list[int], size: int) -> None:
    ranking = sorted(range(len(odds)), key=lambda place: -odds[place])[:size]
    for shares in ([MILLION], [400_000, 350_000, 250_000]):
        one = Pool(
            keys=[f"o{place}" for place in range(len(odds))],
            odds=np.array(odds),
            fits=np.full((len(odds), len(shares)), 700_000),
            shares=np.array(shares),
            limits=(),
            law=OUTRIGHT._replace(size=size, floor=1e-9),
            seed=seed(UUID(int=1)),
        )
        assert draw(one).places == ranking

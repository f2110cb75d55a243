"""The exact probability of any set under any law."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.offpolicy.laws import chance, drawn, every_set
from recommender.slate import Pool, draw
from tests.recommender.evaluation.offpolicy.logs import LAW, MANY, pool
from tests.recommender.slate.reference import sequences

LOOSE = MANY._replace(limits=(), law=LAW._replace(floor=0.001, size=2))
PINNED = LOOSE._replace(pinned=(4,))


def over_all_orders(of: Pool, places: tuple[int, ...]) -> float:
    """The long way: every order, slot by slot, with the law of each slot written out."""
    ways = dict(sequences(of, ()))
    return sum(ways.get(order, 0.0) for order in permutations(places))


@pytest.mark.parametrize("of", [MANY, LOOSE, PINNED], ids=["limits and a floor", "none", "a pin"])
def test_the_propensities_of_all_sets_of_a_small_pool_sum_to_one(of: Pool) -> None:
    chances = {places: chance(of, places) for places in every_set(of)}
    assert sum(chances.values()) == pytest.approx(1.0, abs=1e-12)
    sizes = {len(places) for places, probability in chances.items() if probability}
    assert sizes == ({2, 3} if of is MANY else {2})


def test_the_subset_programme_is_the_sum_over_all_orders() -> None:
    for places in every_set(MANY):
        assert chance(MANY, places) == pytest.approx(over_all_orders(MANY, places), rel=1e-11)


def test_a_set_that_would_have_gone_on_is_never_drawn() -> None:
    alone = pool([0.0, -6.0], law=LAW._replace(floor=0.01, size=2))
    assert (chance(alone, (0,)), chance(alone, (0, 1))) == (1.0, 0.0)
    both = alone._replace(law=alone.law._replace(floor=0.0001))
    assert (chance(both, (0,)), chance(both, (0, 1))) == (0.0, 1.0)


def test_a_set_larger_than_asked_for_is_never_drawn() -> None:
    assert chance(LOOSE, (0, 1, 3)) == 0.0


def test_what_an_editor_pinned_is_in_every_set() -> None:
    assert {places[0] for places in every_set(PINNED) if chance(PINNED, places)} == {4}
    assert chance(PINNED, (0, 1)) == 0.0


def test_without_exploring_there_is_one_set() -> None:
    outright = MANY._replace(law=MANY.law._replace(explore=False))
    (best,) = [places for places in every_set(outright) if chance(outright, places)]
    assert best == tuple(sorted(draw(outright).places))
    assert chance(outright, best[::-1]) == 1.0


def test_an_empty_pool_has_one_set() -> None:
    nothing = MANY._replace(
        keys=[], odds=MANY.odds[:0], fits=MANY.fits[:0], limits=(), law=MANY.law
    )
    assert [chance(nothing, places) for places in every_set(nothing)] == [1.0]


def test_each_draw_has_dice_of_its_own_and_the_same_every_time() -> None:
    draws = [drawn(MANY, number) for number in range(20)]
    assert draws == [drawn(MANY, number) for number in range(20)]
    assert len({frozenset(places) for places, _ in draws}) > 1


@given(
    st.lists(st.floats(-4, 2), min_size=1, max_size=5),
    st.integers(1, 4),
    st.sampled_from([0.0, 0.05, 1.0]),
    st.sampled_from([0.002, 0.05, 2.0]),
    st.sampled_from([1e-6, 0.02, 0.2]),
)
def test_any_law_gives_probabilities_that_sum_to_one(
    odds: list[float], size: int, epsilon: float, temperature: float, floor: float
) -> None:
    of = pool(odds, law=LAW._replace(size=size)._replace(epsilon=epsilon, floor=floor))
    of = of._replace(law=of.law._replace(temperature=temperature))
    total = sum(chance(of, places) for places in every_set(of))
    assert total == pytest.approx(1.0, abs=1e-9)

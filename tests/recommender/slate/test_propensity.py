"""Exploration with exact propensities: what was drawn could have been drawn just so often."""

from collections import Counter
from itertools import combinations, permutations
from math import exp, prod
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.slate import (
    MILLION,
    Drawn,
    Law,
    Limit,
    Pool,
    draw,
    following,
    propensity,
    seed,
)
from tests.recommender.slate import reference
from tests.recommender.slate.reference import sequences, sets

LAW = Law(size=3, explore=True, epsilon=0.1, temperature=0.05, floor=0.005)


def pool(
    odds: list[float],
    fits: list[list[float]] | None = None,
    shares: list[float] | None = None,
    limits: tuple[Limit, ...] = (),
    law: Law = LAW,
    number: int = 0,
) -> Pool:
    whole = np.array(fits or [[0.0]] * len(odds)).reshape(len(odds), -1) * MILLION
    return Pool(
        keys=[f"o{place}" for place in range(len(odds))],
        odds=np.rint(np.array(odds) * MILLION).astype(np.int64),
        fits=np.rint(whole).astype(np.int64),
        shares=np.rint(np.array(shares or [1.0]) * MILLION).astype(np.int64),
        limits=limits,
        law=law,
        seed=seed(UUID(int=number)),
    )


def drawn(one: Pool) -> Drawn:
    return draw(one)


TWO = pool([0.0, -1.0], law=LAW._replace(size=1))
MANY = pool(
    odds=[-1.0, -1.2, -1.4, -1.6, -4.5, -5.0],
    fits=[[2, 0, 0], [0, 2, 0], [2, 1, 0], [0, 0, 0], [0, 1, 0], [0, 0, 0]],
    shares=[0.5, 0.4, 0.1],
    limits=(Limit(1, (0, 2)), Limit(2, (1, 3, 4))),
    law=LAW._replace(floor=0.05),
)


def test_one_slot_is_drawn_by_the_softmax_of_gains_and_a_uniform_part() -> None:
    one = drawn(TWO)
    gains = [0.5, 1 / (1 + exp(1))]
    soft = [exp(gain / 0.05) for gain in gains]
    place = one.places[0]
    expected = 0.9 * soft[place] / sum(soft) + 0.1 / 2
    assert one.propensity.steps == pytest.approx((expected,))
    assert one.propensity.unordered == one.propensity.ordered == one.propensity.steps[0]
    assert one.gains == pytest.approx([gains[place]])


def test_the_probabilities_of_all_sets_add_up_to_one() -> None:
    found = sets(MANY)
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-12)
    assert {len(one) for one in found} == {2, 3}  # the floor ends some sets early


def test_the_propensity_of_a_set_is_the_sum_over_all_orders_in_which_it_comes_about() -> None:
    found = sets(MANY)
    for number in range(60):
        one = drawn(MANY._replace(seed=seed(UUID(int=number))))
        assert one.propensity.unordered == pytest.approx(found[frozenset(one.places)], rel=1e-9)


def test_the_ordered_propensity_is_the_product_of_the_steps() -> None:
    one = drawn(MANY)
    ways = dict(sequences(MANY, ()))
    assert one.propensity.ordered == pytest.approx(prod(one.propensity.steps))
    assert one.propensity.ordered == pytest.approx(ways[tuple(one.places)])


def test_sets_come_up_as_often_as_their_propensity_says() -> None:
    draws = 3000
    expected = sets(MANY)
    seen = Counter(
        frozenset(draw(MANY._replace(seed=seed(UUID(int=number)))).places)
        for number in range(draws)
    )
    likely = {one: chance for one, chance in expected.items() if chance > 0.02}
    assert len(likely) >= 3
    for one, chance in likely.items():
        spread = (chance * (1 - chance) / draws) ** 0.5
        assert abs(seen[one] / draws - chance) < 4.5 * spread


def test_every_order_of_display_comes_up_alike() -> None:
    one = pool([0.0, 0.0, 0.0], law=LAW._replace(size=3))
    seen = Counter(
        draw(one._replace(seed=seed(UUID(int=number)))).display for number in range(1200)
    )
    assert set(seen) == set(permutations(range(3)))
    assert all(abs(count - 200) < 65 for count in seen.values())


def test_the_same_seed_gives_the_same_set() -> None:
    assert drawn(MANY) == drawn(MANY)


def test_the_best_set_outright_has_propensity_one() -> None:
    one = drawn(MANY._replace(law=LAW._replace(explore=False)))
    assert one.propensity.steps == (1.0,) * len(one.places)
    assert (one.propensity.ordered, one.propensity.unordered) == (1.0, 1.0)


LOGITS = st.lists(st.floats(-4, 2), min_size=1, max_size=6)


@st.composite
def pools(draw_: st.DrawFn) -> Pool:
    odds = draw_(LOGITS)
    needs = draw_(st.integers(1, 3))
    row = st.lists(st.floats(0, 3), min_size=needs, max_size=needs)
    fits = draw_(st.lists(row, min_size=len(odds), max_size=len(odds)))
    weights = draw_(st.lists(st.floats(0.01, 1), min_size=needs, max_size=needs))
    group = draw_(st.sets(st.integers(0, len(odds) - 1)))
    limits = (Limit(1, tuple(sorted(group))),) if len(group) > 1 else ()
    shares = [weight / sum(weights) for weight in weights]
    law = LAW._replace(size=draw_(st.integers(1, 4)))
    pinned = draw_(st.lists(st.integers(0, len(odds) - 1), max_size=law.size, unique=True))
    return pool(odds, fits, shares, limits, law)._replace(pinned=tuple(pinned))


@given(pools())
def test_all_sets_add_up_to_one_and_each_agrees_with_its_orders(one: Pool) -> None:
    found = sets(one)
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-9)
    result = drawn(one)
    assert result.propensity.unordered == pytest.approx(found[frozenset(result.places)], rel=1e-9)


@given(pools())
def test_what_follows_a_set_is_as_the_formulas_say(one: Pool) -> None:
    for places in (one.pinned, (0,), tuple(drawn(one).places[:-1])):
        assert following(one, places) == pytest.approx(reference.following(one, places), abs=1e-9)


@given(pools())
def test_any_set_has_the_probability_of_all_its_orders_and_none_that_does_not_come(
    one: Pool,
) -> None:
    found, size = sets(one), len(one.odds)
    for count in range(one.law.size + 1):
        for places in combinations(range(size), count):
            rest = tuple(place for place in places if place not in one.pinned)
            asked = propensity(one, (*one.pinned, *rest)).unordered
            expected = found.get(frozenset((*one.pinned, *rest)), 0.0)
            assert asked == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(pools())
def test_a_set_has_one_probability_in_whatever_order_it_was_drawn(one: Pool) -> None:
    places = drawn(one).places
    fixed = len(one.pinned)
    other = (*places[:fixed], *places[fixed:][::-1])
    assert propensity(one, places).unordered == propensity(one, other).unordered


@given(pools())
def test_no_step_repeats_and_no_limit_is_passed(one: Pool) -> None:
    for explore in (True, False):
        one = one._replace(pinned=())
        result = drawn(one._replace(law=one.law._replace(explore=explore)))
        assert len(set(result.places)) == len(result.places) <= one.law.size
        for limit in one.limits:
            assert len(set(limit.places) & set(result.places)) <= limit.most
        assert sorted(result.display) == list(range(len(result.places)))


@given(pools())
def test_each_step_adds_less_the_more_are_there(one: Pool) -> None:
    size = len(one.odds)
    for small in combinations(range(size), 1):
        for large in combinations(range(size), 2):
            if set(small) < set(large):
                more, less = reference.gains(one, small), reference.gains(one, large)
                assert (less <= more + 1e-12).all()


@given(pools())
def test_the_set_chosen_outright_is_near_the_best_there_is(one: Pool) -> None:
    law = one.law._replace(explore=False, floor=1e-9)
    one = one._replace(limits=(), pinned=(), law=law)
    result = drawn(one)
    count = min(one.law.size, len(one.odds))
    best = max(_chance(one, set_) for set_ in combinations(range(len(one.odds)), count))
    assert result.chance_any_taken == pytest.approx(_chance(one, tuple(result.places)), abs=1e-9)
    assert result.chance_any_taken >= (1 - exp(-1)) * best - 1e-9


def _chance(pool: Pool, places: tuple[int, ...]) -> float:
    missed = np.prod(1.0 - reference.takes(pool)[list(places)], axis=0)
    return float(((1.0 - missed) * pool.shares / MILLION).sum())

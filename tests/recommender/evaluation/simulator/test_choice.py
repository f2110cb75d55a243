"""Multinomial logit with "none" among the alternatives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.simulator.choice import chance_any, choose

WEIGHTS = [1.0, 2.0, 0.5]


@pytest.mark.parametrize(
    ("offers", "chance"), [([], 0.0), ([0], 0.5), ([0, 1], 0.75), ([0, 1, 2], 3.5 / 4.5)]
)
def test_the_chance_that_any_is_taken(offers: list[int], chance: float) -> None:
    assert chance_any(WEIGHTS, offers) == pytest.approx(chance)


@pytest.mark.parametrize(
    ("roll", "pick"), [(0.0, 1), (0.49, 1), (0.51, 0), (0.74, 0), (0.76, None), (0.999, None)]
)
def test_a_roll_falls_on_an_offer_as_likely_as_its_weight(roll: float, pick: int | None) -> None:
    """Of 1 + 2 + none at 1: the second offer has a half, the first and none a quarter each."""
    assert choose(WEIGHTS, [1, 0], roll) == pick


@given(st.lists(st.floats(0.01, 20.0), min_size=1, max_size=8), st.integers(0, 400))
def test_something_is_taken_just_as_often_as_its_chance_says(
    weights: list[float], step: int
) -> None:
    offers, roll = list(range(len(weights))), step / 401
    taken = choose(weights, offers, roll) is not None
    assert taken == (roll < chance_any(weights, offers)) or roll == pytest.approx(
        chance_any(weights, offers)
    )

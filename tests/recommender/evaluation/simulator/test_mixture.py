"""The belief of one who knows what is true in general."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.simulator.mixture import Mixture
from recommender.evaluation.simulator.plan import Habits
from recommender.evaluation.simulator.world import ENTRY, JOBS, NEEDS, PERSONA_SHARES

STILL = Habits(jump=0.0, behalf=0.0)


def test_before_any_act_it_is_how_buyers_come() -> None:
    mixture = Mixture(np.ones((NEEDS, 2)), STILL)
    assert mixture.now() == pytest.approx(np.multiply.outer(PERSONA_SHARES, ENTRY).ravel())


def test_a_choice_says_what_bayes_rule_says() -> None:
    """Offer 0 weighs 3 under the first need and 1 under all others, offer 1 always 1."""
    weights = np.ones((NEEDS, 2))
    weights[0, 0] = 3.0
    mixture = Mixture(weights, STILL)
    mixture.hear([0, 1], 0)
    prior = PERSONA_SHARES[0] * ENTRY[0]
    likely, else_ = 3 / 5 * prior, 1 / 3 * (1 - prior)
    assert mixture.now()[0] == pytest.approx(likely / (likely + else_))


def test_taking_none_speaks_against_the_needs_that_the_set_served() -> None:
    weights = np.ones((NEEDS, 1))
    weights[0, 0] = 4.0
    mixture = Mixture(weights, STILL)
    mixture.hear([0], None)
    prior = PERSONA_SHARES[0] * ENTRY[0]
    assert mixture.now()[0] == pytest.approx(prior / 5 / (prior / 5 + (1 - prior) / 2))


def test_jobs_drift_and_who_the_buyer_is_does_not() -> None:
    mixture = Mixture(np.ones((NEEDS, 1)), Habits(jump=0.3, behalf=0.0))
    cells = mixture.now().reshape(-1, len(JOBS))
    assert cells.sum(axis=1) == pytest.approx(PERSONA_SHARES)
    assert cells.sum(axis=0)[0] == pytest.approx(0.7 * ENTRY[0] + 0.1 * (1 - ENTRY[0]))


@given(st.lists(st.integers(0, 4), max_size=12), st.integers(0, 99))
def test_shares_add_up_to_one_whatever_is_heard(picks: list[int], seed: int) -> None:
    weights = np.random.default_rng(seed).lognormal(0.0, 2.0, (NEEDS, 4))
    mixture = Mixture(weights, Habits())
    for pick in picks:
        mixture.hear([0, 1, 2, 3], None if pick == 4 else pick)
    assert float(mixture.now().sum()) == pytest.approx(1.0)
    assert mixture.now().min() >= 0.0

"""Weights of a softmax: by hand, and against a general optimiser."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from recommender.fitting.softmax import Cases, solve


def cases(*rounds: tuple[list[list[float]], int]) -> Cases:
    tables = [np.array(table, np.float32) for table, _ in rounds]
    starts = np.cumsum([0, *[len(table) for table in tables]])[:-1]
    picked = starts + np.array([pick for _, pick in rounds])
    lines = sum(len(table) for table in tables)
    owners, worths = np.arange(len(rounds)), np.ones(len(rounds))
    table = np.concatenate(tables)
    return Cases(table, starts.astype(np.int64), picked, owners, worths, np.zeros(lines))


def test_without_cases_the_prior_stays() -> None:
    nothing = np.zeros(0, int)
    none = Cases(np.zeros((0, 2), np.float32), *[nothing] * 3, np.zeros(0), np.zeros(0))
    found = solve(none, np.array([1.0, -2.0]), np.ones(2))
    assert found.weights.tolist() == [1.0, -2.0]


def test_with_a_wide_prior_the_odds_are_those_that_were_seen() -> None:
    """Of two candidates the first was picked three times in four: odds of three to one."""
    one = [[1.0], [0.0]]
    found = solve(cases((one, 0), (one, 0), (one, 0), (one, 1)), np.zeros(1), np.array([100.0]))
    assert found.weights[0] == pytest.approx(log(3), abs=1e-3)
    assert found.before == pytest.approx(log(2))
    assert found.loss < found.before


def test_a_pick_that_is_worth_three_counts_as_three() -> None:
    one = cases(([[1.0], [0.0]], 0))
    both = one._replace(
        picked=np.array([0, 1]), owners=np.array([0, 0]), worths=np.array([3.0, 1.0])
    )
    found = solve(both, np.zeros(1), np.array([100.0]))
    assert found.weights[0] == pytest.approx(log(3), abs=1e-3)


def test_a_narrow_prior_holds_its_ground() -> None:
    one = [[1.0], [0.0]]
    found = solve(cases(*[(one, 0)] * 4), np.array([-1.0]), np.array([1e-3]))
    assert found.weights[0] == pytest.approx(-1.0, abs=1e-3)


def test_one_taken_by_lot_stands_for_many() -> None:
    """An offset of log 9 makes one candidate nine: picked half the time, it is 1/9 as likely."""
    one = cases(([[1.0], [0.0]], 0), ([[1.0], [0.0]], 1))
    found = solve(one._replace(offsets=np.array([0, log(9)] * 2)), np.zeros(1), np.array([100.0]))
    assert found.weights[0] == pytest.approx(log(9), abs=1e-3)


@given(st.integers(0, 2**32 - 1))
def test_newton_ends_where_a_general_optimiser_does(seed: int) -> None:
    lots = np.random.default_rng(seed)
    drawn = cases(*[(lots.normal(size=(5, 3)).tolist(), int(lots.integers(5))) for _ in range(20)])
    mean, spread = lots.normal(size=3), lots.uniform(0.3, 2.0, 3)

    def lost(weights: np.ndarray) -> float:
        logits = (drawn.table.astype(float) @ weights).reshape(20, 5)
        told = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return float(
            -told.ravel()[drawn.picked].sum() + 0.5 * (((weights - mean) / spread) ** 2).sum()
        )

    best = minimize(lost, mean)
    assert solve(drawn, mean, spread).weights == pytest.approx(best.x, abs=2e-2)

"""Sets for a known mixture of needs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from recommender.evaluation.simulator.coverage import cover, rank

Floats = NDArray[np.float64]

WEIGHTS = np.array([[4.0, 3.0, 0.0], [0.0, 0.0, 1.0]])


def chance(shares: Floats, weights: Floats, chosen: list[int]) -> float:
    total = weights[:, chosen].sum(axis=1)
    return float(shares @ (total / (1.0 + total)))


def test_what_serves_another_need_comes_before_more_of_the_same() -> None:
    """After the first: .6 * (7/8 - 4/5) = .045 against .4 * 1/2 = .2."""
    shares = np.array([0.6, 0.4])
    assert rank(shares, WEIGHTS, [0, 1, 2], 2) == [0, 1]
    assert cover(shares, WEIGHTS, [0, 1, 2], 2) == [0, 2]


def test_with_one_need_it_is_the_ranking() -> None:
    assert cover(np.array([1.0, 0.0]), WEIGHTS, [2, 1, 0], 2) == [0, 1]


def test_only_what_is_open_is_chosen() -> None:
    assert cover(np.array([0.6, 0.4]), WEIGHTS, [1], 2) == [1]
    assert rank(np.array([0.6, 0.4]), WEIGHTS, [], 2) == []


@given(st.integers(0, 999))
def test_greedy_keeps_the_promise_of_submodularity(seed: int) -> None:
    """At least (1 - 1/e) of the best set, and never below the best single offer."""
    rng = np.random.default_rng(seed)
    shares, weights = rng.dirichlet(np.ones(3)), rng.lognormal(-1.0, 1.5, (3, 6))
    chosen = cover(shares, weights, list(range(6)), 2)
    best = max(chance(shares, weights, [a, b]) for a in range(6) for b in range(a))
    assert chance(shares, weights, chosen) >= (1.0 - 1.0 / np.e) * best
    assert chance(shares, weights, chosen) >= max(chance(shares, weights, [a]) for a in range(6))

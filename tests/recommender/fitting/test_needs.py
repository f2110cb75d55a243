"""Which needs are behind moments: by hand, and against a sum over all that may have been."""

from itertools import product

import numpy as np
import pytest

from recommender.fitting.moments import Moments
from recommender.fitting.needs import Habits, behind

HABITS = Habits(
    np.array([0.6, 0.4]), np.array([0.9, 0.1]), np.array([0.3, 0.7]), drift=0.25, behalf=0.2
)
"""Two personas, two jobs."""


def seen(*steps: int) -> Moments:
    count = len(steps)
    starts = np.array(steps) == 0
    nothing = np.full(count, -1)
    return Moments(
        np.cumsum(starts) - 1, np.array(steps), nothing, np.empty((count, 0), int), np.ones(1)
    )


def test_one_moment_by_hand() -> None:
    """P(need) L(need), where the need is one's own four times in five."""
    likely = np.array([[0.5, 0.1, 0.2, 0.4]])
    prior = np.array([0.54, 0.06, 0.36, 0.04])
    need = 0.8 * prior + 0.2 * prior[[2, 3, 0, 1]]
    found = behind(seen(0), likely, HABITS)
    assert found.needs[0] == pytest.approx(need * likely[0] / (need @ likely[0]))
    assert found.personas.sum() == pytest.approx(1.0)
    assert found.jobs.sum() == pytest.approx(1.0)
    assert (found.turns.tolist(), found.chances) == ([0.0, 0.0], 0.0)


def test_a_journey_is_what_all_that_may_have_been_adds_up_to() -> None:
    rng = np.random.default_rng(5)
    likely = rng.random((3, 4))
    needs, personas, first, turns = by_all(likely)
    found = behind(seen(0, 1, 2), likely, HABITS)
    assert found.needs == pytest.approx(needs)
    assert found.personas == pytest.approx(personas)
    assert found.jobs == pytest.approx(first)
    assert found.turns == pytest.approx(turns)
    assert found.chances == 2.0


def test_buyers_are_looked_at_one_by_one_however_long_their_journeys() -> None:
    rng = np.random.default_rng(6)
    likely = rng.random((4, 4))
    both = behind(seen(0, 1, 2, 0), likely, HABITS)
    one, other = behind(seen(0, 1, 2), likely[:3], HABITS), behind(seen(0), likely[3:], HABITS)
    assert both.needs == pytest.approx(np.vstack((one.needs, other.needs)))
    assert both.turns == pytest.approx(one.turns)
    assert both.jobs == pytest.approx(one.jobs + other.jobs)


def by_all(likely: np.ndarray) -> tuple[np.ndarray, ...]:
    """Every persona, every job at each moment, turned to or stayed with, for oneself or not."""
    needs, personas, first, turns = np.zeros((3, 4)), np.zeros(2), np.zeros(2), np.zeros(2)
    for own, *rest in product(range(2), *[range(2)] * 3, *[range(2)] * 3, *[range(2)] * 2):
        jobs, others, turned = rest[:3], rest[3:6], rest[6:]
        chance = HABITS.personas[own] * HABITS.jobs[jobs[0]]
        for step in range(1, 3):
            if turned[step - 1]:
                chance *= HABITS.drift * HABITS.turns[jobs[step]]
            else:
                chance *= (1 - HABITS.drift) * (jobs[step] == jobs[step - 1])
        cells = [2 * (own ^ other) + job for other, job in zip(others, jobs, strict=True)]
        for step, cell in enumerate(cells):
            chance *= (HABITS.behalf if others[step] else 1 - HABITS.behalf) * likely[step, cell]
        for step, cell in enumerate(cells):
            needs[step, cell] += chance
        personas[own] += chance
        first[jobs[0]] += chance
        for step in range(1, 3):
            turns[jobs[step]] += chance * turned[step - 1]
    total = personas.sum()
    return needs / total, personas / total, first / total, turns / total

"""Logs with planted truth, drawn from real pools with exact propensities."""

from typing import NamedTuple

import numpy as np
import pytest

from recommender.evaluation.offpolicy import Sample, versus
from recommender.evaluation.offpolicy.laws import chance, every_set
from recommender.slate import MILLION, Pool
from tests.recommender.evaluation.offpolicy.logs import LAW, pool
from tests.recommender.slate.reference import takes

SEEDS, DECISIONS, ACCOUNTS = 100, 1_000, 150
ENOUGH = 0.9


class World(NamedTuple):
    """A few situations, and for each set in each: its chances, and what it really leads to."""

    logged: np.ndarray
    target: np.ndarray
    taken: np.ndarray
    told: np.ndarray

    @property
    def truth(self) -> float:
        return float((self.target * self.taken).sum(axis=1).mean())


def situation(number: int) -> Pool:
    generator = np.random.default_rng(number)
    odds = generator.normal(-1.5, 0.8, 7).round(3).tolist()
    fits = generator.choice([0.0, 2.0], (7, 2)).tolist()
    return pool(odds, fits, [0.6, 0.4], law=LAW._replace(epsilon=0.5))


@pytest.fixture(scope="module")
def world() -> World:
    """What is told is wrong, though offers that promise more do please somewhat more."""
    pools = [situation(number) for number in range(4)]
    sets = list(every_set(pools[0]))
    generator = np.random.default_rng(11)
    promise = np.array([takes(of) @ of.shares / MILLION for of in pools])
    liking = 0.4 * promise + generator.uniform(0.02, 0.1, (len(pools), 7))
    wrong = generator.uniform(0.02, 0.3, (len(pools), 7))

    def any_of(chances: np.ndarray) -> np.ndarray:
        return np.array([[1 - np.prod(1 - row[list(one)]) for one in sets] for row in chances])

    return World(
        logged=np.array([[chance(of, one) for one in sets] for of in pools]),
        target=np.array([[chance(_other(of), one) for one in sets] for of in pools]),
        taken=any_of(liking),
        told=any_of(wrong),
    )


def _other(of: Pool) -> Pool:
    return of._replace(law=of.law._replace(epsilon=0.1, temperature=0.04))


def log(world: World, seed: int) -> tuple[Sample, np.ndarray]:
    """Accounts differ, and come back: outcomes of one hang together."""
    generator = np.random.default_rng(seed)
    accounts = generator.integers(0, ACCOUNTS, DECISIONS)
    place = generator.integers(0, len(world.logged), DECISIONS)
    steps = world.logged.cumsum(axis=1)[place]
    drawn = (steps < generator.random(DECISIONS)[:, None] * steps[:, -1:]).sum(axis=1)
    keenness = generator.choice([0.65, 1.35], ACCOUNTS)[accounts]
    rewards = generator.random(DECISIONS) < world.taken[place, drawn] * keenness
    weights = world.target[place, drawn] / world.logged[place, drawn]
    expected = (world.target * world.told).sum(axis=1)[place]
    return Sample(rewards.astype(float), weights, world.told[place, drawn], expected), accounts


def test_the_truth_is_within_the_interval_in_nine_of_ten_seeds(world: World) -> None:
    """R69: intervals that hold what they say; also where the reward model is wrong on purpose."""
    found = {"ips": 0, "snips": 0, "dr": 0}
    values: dict[str, list[float]] = {"ips": [], "snips": [], "dr": []}
    answered = 0
    for seed in range(SEEDS):
        sample, accounts = log(world, seed)
        value, _ = versus((sample, sample), accounts, np.random.default_rng(seed)).values
        answered += not value.declined
        for name, (middle, low, high) in value.estimates.items():
            found[name] += low <= world.truth <= high
            values[name].append(middle)
    assert answered >= 0.95 * SEEDS
    assert all(hits >= ENOUGH * answered for hits in found.values()), found
    for name, middles in values.items():
        spread = np.std(middles) / SEEDS**0.5
        assert abs(np.mean(middles) - world.truth) < 3 * spread + 0.002, name


def test_the_mean_of_the_log_itself_is_no_answer(world: World) -> None:
    """What the planted policies differ by is more than an interval is wide."""
    own = float((world.logged * world.taken).sum(axis=1).mean())
    assert abs(own - world.truth) > 0.01


def test_the_gate_holds_back_a_policy_that_the_log_hardly_knows(world: World) -> None:
    sample, accounts = log(world, 1)
    rare = sample._replace(weights=np.where(np.arange(DECISIONS) < 30, 30.0, 0.0))
    value, _ = versus((rare, sample), accounts, np.random.default_rng(1)).values
    assert [doubt.code for doubt in value.declined] == ["THIN_OVERLAP"]
    assert value.estimates == {}

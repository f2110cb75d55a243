"""The numbers of the docstring, and what must hold of any log."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.offpolicy.estimators import ESTIMATORS, Sample, Sums, parts

ONE = Sample(
    rewards=np.array([1.0, 0.0, 1.0]),
    weights=np.array([2.0, 1.0, 0.0]),
    fitted=np.full(3, 0.5),
    expected=np.full(3, 0.6),
)


def estimate(sample: Sample) -> dict[str, float]:
    sums = Sums(*parts(sample).sum(axis=0))
    return {name: float(estimator(sums)) for name, estimator in ESTIMATORS.items()}


def test_the_worked_numbers() -> None:
    assert estimate(ONE) == pytest.approx({"ips": 2 / 3, "snips": 2 / 3, "dr": 2.3 / 3})


def test_self_normalised_is_not_moved_by_weights_that_are_all_too_large() -> None:
    tripled = ONE._replace(weights=3 * ONE.weights)
    assert estimate(tripled)["snips"] == estimate(ONE)["snips"]
    assert estimate(tripled)["ips"] == pytest.approx(2.0)


def test_a_model_that_knows_everything_leaves_nothing_to_weights() -> None:
    knowing = ONE._replace(fitted=ONE.rewards)
    assert estimate(knowing)["dr"] == pytest.approx(0.6)


def test_without_any_weight_the_self_normalised_is_no_number() -> None:
    assert np.isnan(estimate(ONE._replace(weights=np.zeros(3)))["snips"])


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=50))
def test_the_logger_s_own_value_is_its_mean(log: list[tuple[bool, float]]) -> None:
    """With weights of 1, and what was shown as a draw from the policy, for any model."""
    rewards = np.array([float(taken) for taken, _ in log])
    told = np.array([chance for _, chance in log])
    own = estimate(Sample(rewards, np.ones(len(log)), told, told))
    assert own["ips"] == own["snips"] == rewards.mean()
    assert own["dr"] == pytest.approx(rewards.mean(), abs=1e-12)

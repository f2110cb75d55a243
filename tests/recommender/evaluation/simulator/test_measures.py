import numpy as np
import pytest

from recommender.evaluation.simulator.measures import log_loss, standard_error


def test_log_loss_of_outcomes_and_of_chances() -> None:
    told = np.array([0.5, 0.8])
    assert log_loss(told, np.array([1.0, 0.0])) == pytest.approx(-(np.log(0.5) + np.log(0.2)) / 2)
    assert log_loss(told, told) == pytest.approx((np.log(2.0) + 0.5004024235) / 2)


def test_what_was_told_for_certain_costs_much_and_not_everything() -> None:
    assert log_loss(np.array([1.0]), np.array([0.0])) == pytest.approx(-np.log(1e-6))


def test_the_standard_error_of_a_mean() -> None:
    """Standard deviation 2 over the root of 4."""
    assert standard_error(np.array([1.0, 3.0, 5.0, 3.0])) == pytest.approx(np.sqrt(8 / 3) / 2)
    assert standard_error(np.array([1.0])) == 0.0

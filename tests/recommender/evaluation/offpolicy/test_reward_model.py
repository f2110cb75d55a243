import numpy as np
import pytest

from recommender.evaluation.offpolicy.reward_model import RewardModel


def test_with_nothing_seen_the_told_chance_is_expected() -> None:
    model = RewardModel.fitted(np.array([]), np.array([]))
    assert model == (0.0, 1.0)
    told = np.array([0.1, 0.5, 0.9])
    assert model.expects(told) == pytest.approx(told)


def test_a_chance_that_is_told_too_high_is_set_right() -> None:
    generator = np.random.default_rng(3)
    told = generator.uniform(0.05, 0.95, 20_000)
    true = 1 / (1 + np.exp(-(-1.0 + 0.5 * np.log(told / (1 - told)))))
    model = RewardModel.fitted(told, (generator.random(20_000) < true).astype(float))
    assert model == pytest.approx((-1.0, 0.5), abs=0.06)


@pytest.mark.parametrize("taken", [0.0, 1.0])
def test_what_is_always_or_never_taken_ends_within_bounds(taken: float) -> None:
    told = np.array([0.0, 1.0, 0.3, 0.3] * 50)
    model = RewardModel.fitted(told, np.full(200, taken))
    assert np.isfinite(model).all()
    assert abs(model.expects(np.array([0.3]))[0] - taken) < 0.05

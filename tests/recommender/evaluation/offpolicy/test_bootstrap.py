import numpy as np
import pytest

from recommender.evaluation.offpolicy import bootstrap
from recommender.evaluation.offpolicy.bootstrap import by_account, resampled


def test_an_account_is_the_sum_of_its_decisions() -> None:
    parts = np.array([[1.0, 0.5], [1.0, 2.0], [1.0, 4.0]])
    totals = by_account(parts, np.array([1, 0, 1]))
    assert totals.tolist() == [[1.0, 2.0], [2.0, 4.5]]


def test_as_many_accounts_are_drawn_as_there_are() -> None:
    totals = np.column_stack((np.ones(30), np.arange(30.0)))
    sums = resampled(totals, 500, np.random.default_rng(1))
    assert sums.shape == (500, 2)
    assert set(sums[:, 0]) == {30.0}
    assert sums[:, 1].mean() == pytest.approx(435.0, abs=10.0)
    assert sums[:, 1].std() == pytest.approx((30 * (30**2 - 1) / 12) ** 0.5, rel=0.15)


def test_the_same_generator_gives_the_same_samples_in_portions_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    totals = np.arange(12.0).reshape(6, 2)
    whole = resampled(totals, 50, np.random.default_rng(7))
    monkeypatch.setattr(bootstrap, "_AT_ONCE", 40)
    assert (resampled(totals, 50, np.random.default_rng(7)) == whole).all()


def test_one_talkative_account_does_not_pass_for_many() -> None:
    """R69. A hundred decisions of two accounts that differ: the spread is that of two."""
    parts = np.column_stack((np.ones(100), np.repeat([0.0, 1.0], 50)))
    generator = np.random.default_rng(2)
    accounts = resampled(by_account(parts, np.repeat([0, 1], 50)), 400, generator)
    alone = resampled(by_account(parts, np.arange(100)), 400, generator)
    assert np.std(accounts[:, 1] / 100) == pytest.approx(0.354, abs=0.03)
    assert np.std(alone[:, 1] / 100) == pytest.approx(0.05, abs=0.01)

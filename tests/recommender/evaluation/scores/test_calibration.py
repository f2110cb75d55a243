import pytest

from recommender.evaluation.scores import Bin, Calibration

EMPTY = Bin(0, 0.0, 0.0)


def test_chances_are_compared_bin_by_bin():
    found = Calibration.of([0.11, 0.19, 0.95, 1.0], [0, 1, 1, 1])
    assert found.bins[1] == pytest.approx(Bin(2, 0.15, 0.5))
    assert found.bins[9] == pytest.approx(Bin(2, 0.975, 1.0))
    assert [one for one in found.bins if one != EMPTY] == [found.bins[1], found.bins[9]]


def test_the_error_is_a_mean_over_cases():
    found = Calibration.of([0.15, 0.15, 0.95, 0.95], [0, 1, 1, 1])
    assert found.error == pytest.approx((2 * 0.35 + 2 * 0.05) / 4)
    assert (found.told, found.happened) == pytest.approx((0.55, 0.75))


def test_what_is_told_rightly_has_no_error():
    assert Calibration.of([0.5, 0.5], [0, 1]).error == 0.0


def test_nothing_told_is_no_error():
    assert Calibration.of([], []) == Calibration((EMPTY,) * 10, 0.0, 0.0, 0.0)

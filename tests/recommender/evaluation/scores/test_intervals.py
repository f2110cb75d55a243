import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.scores import Difference, Mean, differences, means

ALL = np.array([1.0, 1.0, 1.0, 1.0])
HALF = np.array([1.0, 0.0, 1.0, 0.0])


def test_what_is_always_so_has_no_interval():
    assert means({"x": ALL}, [1, 1, 2, 3]) == {"x": Mean(1.0, 0.0)}


def test_groups_that_are_alike_leave_no_doubt():
    """Each of the two groups has the mean .5, so every sample has."""
    assert means({"x": HALF}, [1, 1, 2, 2]) == {"x": Mean(0.5, 0.0)}


def test_two_groups_are_drawn_as_by_two_coins():
    """Samples of two groups with means 1 and 0 have the mean 0, .5 and 1 with chance 1:2:1."""
    found = means({"x": np.array([1.0, 0.0])}, ["a", "b"], draws=20_000)["x"]
    assert found == pytest.approx(Mean(0.5, 1.96 * np.sqrt(1 / 8)), rel=0.02)


def test_cases_of_one_group_count_as_one():
    apart = means({"x": np.tile(HALF, 50)}, list(range(200)))["x"]
    together = means({"x": np.repeat(HALF, 50)}, [n // 50 for n in range(200)])["x"]
    assert apart.half_width == pytest.approx(1.96 * np.sqrt(0.25 / 200), rel=0.1)
    assert together.half_width == pytest.approx(1.96 * np.sqrt(0.25 / 4), rel=0.1)


def test_a_difference_of_the_same_is_none():
    found = differences({"x": HALF}, {"x": HALF}, [1, 2, 3, 4])
    assert found == {"x": Difference(0.5, 0.5, 0.0, 0.0)}
    assert not found["x"].real


def test_a_difference_that_every_group_shows_is_real():
    found = differences({"x": HALF}, {"x": HALF + 0.1}, [1, 2, 3, 4])["x"]
    assert found.value == pytest.approx(0.1)
    assert (found.low, found.high) == pytest.approx((0.1, 0.1))
    assert found.real


def test_nothing_measured_is_told_as_nothing():
    assert means({"x": np.empty(0)}, []) == {"x": Mean(0.0, 0.0)}
    assert differences({"x": np.empty(0)}, {"x": np.empty(0)}, [])["x"].real is False


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=30))
def test_names_of_groups_do_not_matter_where_they_sort_alike(cases):
    values = {"x": np.array([float(hit) for _, hit in cases])}
    numbered = means(values, [group for group, _ in cases])
    assert numbered == means(values, [f"group {group}" for group, _ in cases])

"""Rows add up alike in both forms, the wide one and the sparse one."""

import numpy as np
import pytest

from recommender.learning.blend import NARROW, Sparse, Wide, blend, ready
from recommender.learning.layout import Placed

ROWS = (
    Placed(np.array([0, 2]), np.array([0.5, 0.25]), 4.0),
    Placed(np.array([2, 1, 2]), np.array([0.5, 0.125, 0.25]), 8.0),
)
FACTORS = np.array([2.0, 4.0])


def test_a_row_is_as_wide_as_a_narrow_shelf_and_sparse_on_any_other():
    wide = ready(ROWS[1], 4)
    assert wide.weights.tolist() == [0.0, 0.125, 0.75, 0.0]
    assert wide.total == 8.0
    assert ready(ROWS[1], NARROW + 1) is ROWS[1]
    assert isinstance(blend([wide], 4), Wide)
    assert isinstance(blend(ROWS, NARROW + 1), Sparse)


def test_entries_add_up_by_the_factors_of_their_rows():
    expected = [1.0, 0.5, 3.5, 0.0]
    assert Wide([ready(row, 4) for row in ROWS], 4).weighted(FACTORS).tolist() == expected
    assert Sparse(ROWS, 4).weighted(FACTORS).tolist() == expected


def test_logs_add_up_too():
    rows = (ROWS[0], Placed(np.array([2, 1]), np.array([0.75, 0.125]), 8.0))
    expected = [np.log(2.0), np.log(1.5), np.log(1.5 * 4.0), 0.0]
    wide = Wide([ready(row, 4) for row in rows], 4)
    assert wide.logs(FACTORS).tolist() == pytest.approx(expected)
    assert Sparse(rows, 4).logs(FACTORS).tolist() == pytest.approx(expected)


def test_of_no_rows_nothing_adds_up():
    nothing = np.empty(0)
    for one in (Wide([], 3), Sparse([], 3)):
        assert one.weighted(nothing).tolist() == [0.0, 0.0, 0.0]
        assert one.logs(nothing).tolist() == [0.0, 0.0, 0.0]

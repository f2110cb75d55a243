"""The closed linear model of the next step, for catalogues small enough.

B = (G + λI)⁻¹ · C, with G in how many trails two offers occur together, on its diagonal how many
hold one, and C what came after what (1/gap within ten steps): the least-squares guess of the next
steps from which offers a trail holds. In the family of SLIM, EASE and SLIST (Steck 2019; Choi and
others 2021). Its rows are added up over the steps of a trail.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from recommender.learning.arrays import Arrays
from recommender.learning.tables import COMPANIONS, SEQUELS, TABLES

MOST = 3_000
"""Of more offers it is not made: the work grows with the third power."""
RIDGE = 100.0
"""λ, in trails."""
PORTION = 128
"""Columns solved in one call: no other thread runs meanwhile, and a server has others waiting."""

Floats = NDArray[np.float32]


def linear(arrays: Arrays, offers: int) -> NDArray[np.float32]:
    """One line a step, one column an offer; empty where there are too many."""
    if not 0 < offers <= MOST:
        return np.zeros((0, 0), np.float32)
    together = dense(arrays, offers, COMPANIONS)
    together = (together + together.T) / 2.0  # a full row may have dropped what its mirror holds
    together[np.diag_indices(offers)] = arrays.tallies.touched[:offers] + RIDGE
    # diagonal dominance is not given: rows of pruned counts may leave it slightly indefinite
    try:
        factor = cho_factor(together, overwrite_a=True, check_finite=False)
        solved = dense(arrays, offers, SEQUELS)
        for start in range(0, offers, PORTION):
            some = solved[:, start : start + PORTION]
            some[:] = cho_solve(factor, some, check_finite=False)
    except np.linalg.LinAlgError:
        return np.zeros((0, 0), np.float32)
    return solved


def dense(arrays: Arrays, offers: int, table: int) -> Floats:
    counts = np.zeros((offers, offers), np.float32)
    rows = arrays.rows
    for offer in range(offers):
        head = rows.heads[offer * TABLES + table]
        block = slice(head["start"], head["start"] + head["filled"])
        entries = rows.entries[block]
        counts[offer, entries["column"]] = entries["weight"]
    return counts

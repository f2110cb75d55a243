"""The numbers behind reasons: what speaks for each step, and which needs it serves."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled, in_place
from recommender.evidence import TERMS, Evidence

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Fits = NDArray[np.float32]

TERMS_TOLD = (*TERMS, "need")
"""What can speak for a step, by the numbers in ``Strength``."""
SERVED = 2
"""How many needs a step is said to serve at most."""
_AHEAD = 2 + SERVED
_FAINT = 0.1
"""What adds less than this to the log-odds is not worth telling."""
_SLIGHT = 0.02
"""Share of a buyer's needs below which serving one is not worth saying."""
_FINE = 1e12
"""Fits are compared to this part of one: then no machine's last bit decides a tie."""
_DIGITS = 1e6


class Strength(NamedTuple):
    """Of one step: all that is worth telling, the weightiest first."""

    terms: list[int]
    weights: list[float]
    """What each adds to the log-odds; what follows after those is not told."""
    serves: list[int]
    """The needs of this buyer that it serves most."""


def strengths(evidence: Evidence, spots: list[int]) -> list[Strength]:
    marks, weights = _strengths(
        np.array(spots, np.int64),
        evidence.places,
        evidence.terms.table,
        evidence.parts,
        evidence.common,
        evidence.expected,
        evidence.asked.shelf.fits,
        evidence.belief.whole,
    )
    return [
        Strength(row[_AHEAD : _AHEAD + row[0]], adds, row[2 : 2 + row[1]])
        for row, adds in zip(marks.tolist(), weights.tolist(), strict=True)
    ]


@compiled
def _strengths(  # noqa: PLR0913, PLR0917  # numbers and arrays, no values that hold them
    spots: Whole,
    places: Whole,
    table: Floats,
    parts: Floats,
    common: Floats,
    expected: Floats,
    fits: Fits,
    whole: Floats,
) -> tuple[Whole, Floats]:
    """Lines of how many terms are told, how many needs, which needs, and which terms; weights."""
    size, need = len(spots), len(parts)
    marks, weights = np.empty((size, _AHEAD + need + 1), np.int64), np.empty((size, need + 1))
    adds = np.empty(need + 1)
    for line in range(size):
        spot = spots[line]
        for term in range(need):
            adds[term] = parts[term] * table[term, spot]
        adds[need] = expected[spot] - common[spot]
        marks[line, 0] = _rank(adds, marks[line, _AHEAD:], weights[line])
        marks[line, 1] = _serve(fits[places[spot]], whole, marks[line, 2:_AHEAD])
    return marks, weights


@in_place
def _rank(adds: Floats, terms: Whole, weights: Floats) -> int:
    """Write down what is not faint, the weightiest first; of equals, the last. How many."""
    filled = 0
    for term in range(len(adds) - 1, -1, -1):
        if adds[term] > _FAINT:
            at = filled
            while at > 0 and adds[term] > adds[terms[at - 1]]:
                terms[at] = terms[at - 1]
                at -= 1
            terms[at] = term
            filled += 1
    for at in range(filled):
        weights[at] = np.rint(adds[terms[at]] * _DIGITS) / _DIGITS
    return filled


@in_place
def _serve(fits: Fits, whole: Floats, serves: Whole) -> int:
    """Write down the needs served most, less those that this buyer hardly has; one at least."""
    filled = 0
    for need in range(len(whole)):
        served = np.rint(whole[need] * fits[need] * _FINE)
        if fits[need] > 0.0:
            at = filled
            while at > 0 and served > np.rint(whole[serves[at - 1]] * fits[serves[at - 1]] * _FINE):
                if at < SERVED:
                    serves[at] = serves[at - 1]
                at -= 1
            if at < SERVED:
                serves[at] = need
                filled = min(filled + 1, SERVED)
    likely = 0
    for at in range(filled):
        if whole[serves[at]] >= _SLIGHT:
            serves[likely] = serves[at]
            likely += 1
    return max(likely, min(filled, 1))

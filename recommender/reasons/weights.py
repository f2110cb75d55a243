"""The numbers behind reasons: what speaks for each step, and which needs it serves."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.evidence import TERMS, Evidence

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Fits = NDArray[np.float32]

TERMS_TOLD = (*TERMS, "need")
"""What can speak for a step, by the numbers in ``Strength``."""
SERVED = 2
"""How many needs a step is said to serve at most."""
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
    """What each adds to the log-odds."""
    serves: list[int]
    """The needs of this buyer that it serves most."""


def strengths(evidence: Evidence, spots: list[int]) -> list[Strength]:
    counts, terms, weights, serves = _strengths(
        np.array(spots, np.int64),
        evidence.places,
        evidence.terms.table,
        evidence.parts,
        evidence.common,
        evidence.expected,
        evidence.asked.shelf.fits,
        evidence.belief.whole,
    )
    rows = zip(counts.tolist(), terms.tolist(), weights.tolist(), serves.tolist(), strict=True)
    return [
        Strength(which[:told], much[:told], needs[:served])
        for (told, served), which, much, needs in rows
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
) -> tuple[Whole, Whole, Floats, Whole]:
    size, need = len(spots), len(parts)
    counts, serves = np.zeros((size, 2), np.int64), np.empty((size, SERVED), np.int64)
    terms, weights = np.empty((size, need + 1), np.int64), np.empty((size, need + 1))
    adds = np.empty(need + 1)
    for line in range(size):
        spot = spots[line]
        for term in range(need):
            adds[term] = parts[term] * table[term, spot]
        adds[need] = expected[spot] - common[spot]
        counts[line, 0] = _rank(adds, terms[line], weights[line])
        counts[line, 1] = _serve(fits[places[spot]], whole, serves[line])
    return counts, terms, weights, serves


@compiled
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


@compiled
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

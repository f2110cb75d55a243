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
_AHEAD = 5 + SERVED
_FAINT = 0.1
"""What adds less than this to the log-odds is not worth telling."""
_SLIGHT = 0.02
"""Share of a buyer's needs below which serving one is not worth saying."""
_FINE = 1e12
"""Fits are compared to this part of one: then no machine's last bit decides a tie."""
_DIGITS = 1e6
_APART = 0.95
"""An offer that fits other personas this nearly as well is not told to be for one."""


class Strength(NamedTuple):
    """Of one step: all that is worth telling, the weightiest first."""

    place: int
    """Where it stands on the shelf."""
    terms: list[int]
    weights: list[float]
    """What each adds to the log-odds; what follows after those is not told."""
    serves: tuple[int, ...]
    """The needs of this buyer that it serves most."""
    apart: int
    """Whether it fits the first of them much better than the same need of other personas,"""
    percent: int
    """and how much of the buyer's needs that is, of whatever persona."""


def strengths(evidence: Evidence, spots: list[int]) -> list[Strength]:
    shelf = evidence.asked.shelf
    marks, weights = _strengths(
        np.array(spots, np.int64),
        evidence.places,
        evidence.terms.table,
        evidence.parts,
        evidence.common,
        evidence.expected,
        evidence.belief.serves.fits,
        evidence.belief.whole,
        len(shelf.jobs),
    )
    return [
        Strength(place, terms[:told], adds, (first, second)[:served], apart, percent)
        for (place, told, apart, percent, served, first, second, *terms), adds in zip(
            marks.tolist(), weights.tolist(), strict=True
        )
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
    jobs: int,
) -> tuple[Whole, Floats]:
    """Lines of the fields of ``Strength``, each list after its length and terms last; weights."""
    size, need = len(spots), len(parts)
    marks, weights = np.empty((size, _AHEAD + need + 1), np.int64), np.empty((size, need + 1))
    adds = np.empty(need + 1)
    for line in range(size):
        spot, mark = spots[line], marks[line]
        for term in range(need):
            adds[term] = parts[term] * table[term, spot]
        adds[need] = expected[spot] - common[spot]
        fit = fits[places[spot]]
        mark[0], mark[1] = places[spot], _rank(adds, mark[_AHEAD:], weights[line])
        mark[2], mark[3], mark[4] = 0, 0, _serve(fit, whole, mark[5:_AHEAD])
        if mark[4]:
            mark[2] = _stands_apart(fit, mark[5], jobs)
            mark[3] = _percent(whole, mark[5], jobs)
    return marks, weights


@in_place
def _stands_apart(fits: Fits, need: int, jobs: int) -> bool:
    total = 0.0
    for same in range(need % jobs, len(fits), jobs):
        total += fits[same]
    others = (total - fits[need]) / max(len(fits) // jobs - 1, 1)
    return bool(others < _APART * fits[need])


@in_place
def _percent(whole: Floats, need: int, jobs: int) -> int:
    share = 0.0
    for same in range(need % jobs, len(whole), jobs):
        share += whole[same]
    return int(np.rint(100.0 * share))


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

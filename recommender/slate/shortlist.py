"""From the candidates of a shelf to the few offers that are worth a draw."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled, in_place
from recommender.evidence import Evidence
from recommender.policy import PASSED, Codes
from recommender.slate.acceptance import Accepted
from recommender.slate.groups import grouped, listed
from recommender.slate.pool import MILLION, Law, Pool, Whole
from recommender.slate.settings import SlateSettings

Floats = NDArray[np.float64]
Fits = NDArray[np.float32]
Marks = NDArray[np.bool_]


def shortlist(  # noqa: PLR0913, PLR0917  # all that a pool rests on
    evidence: Evidence,
    accepted: Accepted,
    codes: Codes,
    pinned: Sequence[int],
    law: Law,
    seed: str,
    settings: SlateSettings,
) -> Pool:
    """The best offers by all that is known, the best for each likely need, and the pinned ones."""
    table, odds, fits, shares, groups = listing(
        *sought(evidence, accepted, codes, pinned, law.size, settings)
    )
    keys, (fixed, limits) = evidence.asked.shelf.keys, listed(groups)
    offers = [keys[place] for place in table[1].tolist()]
    return Pool(offers, odds, fits, shares, limits, law, seed, fixed, settings.told)


def sought(  # all that a pool rests on
    evidence: Evidence,
    accepted: Accepted,
    codes: Codes,
    pinned: Sequence[int],
    size: int,
    settings: SlateSettings,
) -> tuple[Any, ...]:
    """What ``listing`` takes."""
    shelf, belief = evidence.asked.shelf, evidence.belief
    return (
        evidence.places,
        evidence.expected,
        accepted.odds,
        accepted.weight,
        codes,
        belief.serves.fits,
        belief.kept,
        belief.shares,
        belief.unknown,
        np.array(pinned, np.int64),
        shelf.families.of_offer,
        shelf.formats.of_offer,
        settings.pool,
        settings.needs,
        size,
        settings.families,
        settings.formats,
    )


@compiled
def listing(  # noqa: PLR0913, PLR0917  # numbers and arrays, no values that hold them
    candidates: Whole,
    expected: Floats,
    common: Floats,
    weight: float,
    codes: Codes,
    fits: Fits,
    kept: Whole,
    believed: Floats,
    unknown: float,
    pinned: Whole,
    families: Whole,
    formats: Whole,
    most: int,
    needs: int,
    size: int,
    of_family: int,
    of_format: int,
) -> tuple[Whole, Whole, Whole, Whole, Whole]:
    """Lines: spots of candidates, places. Log-odds, fits and shares in millionths; groups."""
    passed = _passed(candidates, codes)
    chosen = np.zeros(len(candidates), np.bool_)
    best = len(passed) if len(passed) <= most else max(most - needs, 1)
    _mark_best(expected, passed, best, chosen)
    if best < len(passed):
        for need in kept[: min(needs, most - best)]:
            _mark_for(need, common, weight, fits, candidates, passed, chosen)
    _mark_pinned(pinned, candidates, chosen)
    spots = _ranked(expected, chosen)
    table, odds = np.empty((2, len(spots)), np.int64), np.empty(len(spots), np.int64)
    fitted = np.zeros((len(spots), len(kept) + 1), np.int64)
    for line in range(len(spots)):
        table[0, line], table[1, line] = spots[line], candidates[spots[line]]
        odds[line] = whole(common[spots[line]])
        for need in range(len(kept)):
            fit = fits[table[1, line], kept[need]]
            if fit != 0.0:
                fitted[line, need] = whole(weight * fit)
    shares = np.empty(len(kept) + 1, np.int64)
    for need in range(len(kept)):
        shares[need] = whole(believed[need])
    shares[len(kept)] = whole(unknown)
    groups = grouped(pinned, table[1], families, formats, size, of_family, of_format)
    return table, odds, fitted, shares, groups


@in_place
def whole(number: float) -> int:
    """In millionths."""
    return int(np.rint(number * MILLION))


@compiled
def _passed(candidates: Whole, codes: Codes) -> Whole:
    """The spots of those that no gate refuses."""
    passed, count = np.empty(len(candidates), np.int64), 0
    for spot in range(len(candidates)):
        if codes[candidates[spot]] == PASSED:
            passed[count] = spot
            count += 1
    return passed[:count]


@in_place
def _mark_pinned(pinned: Whole, candidates: Whole, chosen: Marks) -> None:
    for place in pinned:
        for spot in range(len(candidates)):
            if candidates[spot] == place:
                chosen[spot] = True


@compiled
def _mark_best(expected: Floats, passed: Whole, count: int, chosen: Marks) -> None:
    """Of equals at the end, the first."""
    best = np.empty(count + 1, np.int64)
    filled = 0
    for spot in passed:
        if filled == count and expected[spot] <= expected[best[count - 1]]:
            continue
        at = filled
        while at > 0 and expected[spot] > expected[best[at - 1]]:
            best[at] = best[at - 1]
            at -= 1
        best[at] = spot
        filled = min(filled + 1, count)
    for spot in best[:filled]:
        chosen[spot] = True


@in_place
def _mark_for(  # noqa: PLR0913, PLR0917  # numbers and arrays, no values that hold them
    need: int,
    common: Floats,
    weight: float,
    fits: Fits,
    places: Whole,
    passed: Whole,
    chosen: Marks,
) -> None:
    """The offer that is likeliest to be taken under one need."""
    top, best = -np.inf, -1
    for spot in passed:
        logit = common[spot] + weight * fits[places[spot], need]
        if logit > top:
            top, best = logit, spot
    if best >= 0:
        chosen[best] = True


@compiled
def _ranked(expected: Floats, chosen: Marks) -> Whole:
    """The best first; of equals, the first."""
    ranked = np.empty(len(chosen), np.int64)
    filled = 0
    for spot in range(len(chosen)):
        if chosen[spot]:
            at = filled
            while at > 0 and expected[spot] > expected[ranked[at - 1]]:
                ranked[at] = ranked[at - 1]
                at -= 1
            ranked[at] = spot
            filled += 1
    return ranked[:filled]

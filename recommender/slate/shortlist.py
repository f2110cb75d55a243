"""From the candidates of a shelf to the few offers that are worth a draw."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.evidence import Evidence
from recommender.model.shelf import Groups, Shelf
from recommender.policy import PASSED, Codes
from recommender.slate.acceptance import Accepted
from recommender.slate.pool import MILLION, Law, Limit, Pool, Whole
from recommender.slate.settings import SlateSettings

Floats = NDArray[np.float64]
Fits = NDArray[np.float32]
Marks = NDArray[np.bool_]


def shortlist(
    evidence: Evidence,
    accepted: Accepted,
    codes: Codes,
    pinned: Sequence[int],
    settings: SlateSettings,
) -> Whole:
    """The best offers by all that is known, the best for each of the likeliest needs, the pinned.

    They are told by where they stand among the candidates.
    """
    return _shortlist(
        evidence.places,
        evidence.expected,
        accepted.odds,
        codes,
        evidence.asked.shelf.fits,
        evidence.belief.kept,
        accepted.weight,
        np.array(pinned, np.int64),
        settings.pool,
        settings.needs,
    )


@compiled
def _shortlist(  # noqa: PLR0913, PLR0917  # numbers and arrays, no values that hold them
    places: Whole,
    expected: Floats,
    common: Floats,
    codes: Codes,
    fits: Fits,
    kept: Whole,
    weight: float,
    pinned: Whole,
    most: int,
    needs: int,
) -> Whole:
    passed = np.empty(len(places), np.int64)
    count = 0
    for spot in range(len(places)):
        if codes[places[spot]] == PASSED:
            passed[count] = spot
            count += 1
    passed = passed[:count]
    chosen = np.zeros(len(places), np.bool_)
    best = count if count <= most else max(most - needs, 1)
    _mark_best(expected, passed, best, chosen)
    if best < count:
        for need in kept[: min(needs, most - best)]:
            _mark_for(need, common, weight, fits, places, passed, chosen)
    for place in pinned:
        for spot in range(len(places)):
            if places[spot] == place:
                chosen[spot] = True
    return _ranked(expected, chosen)


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


@compiled
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


def pool(  # noqa: PLR0913, PLR0917  # all that a draw rests on
    evidence: Evidence,
    accepted: Accepted,
    spots: Whole,
    size: int,
    seed: str,
    settings: SlateSettings,
    pinned: Sequence[int] = (),
) -> Pool:
    """The record of all that the draw needs: of the offers at these spots among the candidates."""
    shelf, belief = evidence.asked.shelf, evidence.belief
    places, odds, fits, shares = _millionths(
        spots,
        evidence.places,
        accepted.odds,
        shelf.fits,
        accepted.weight,
        belief.kept,
        belief.shares,
        belief.unknown,
    )
    listed = places.tolist()
    return Pool(
        keys=[shelf.keys[place] for place in listed],
        odds=odds,
        fits=fits,
        shares=shares,
        limits=limits(shelf, places, size, settings),
        law=Law(size, settings.explore, settings.epsilon, settings.temperature, settings.floor),
        seed=seed,
        pinned=tuple([listed.index(place) for place in pinned if place in listed]),
        told=settings.told,
    )


@compiled
def _millionths(  # noqa: PLR0913, PLR0917  # numbers and arrays, no values that hold them
    spots: Whole,
    places: Whole,
    common: Floats,
    fits: Fits,
    weight: float,
    kept: Whole,
    believed: Floats,
    unknown: float,
) -> tuple[Whole, Whole, Whole, Whole]:
    """Places on the shelf, log-odds, fits and shares."""
    count, needs = len(spots), len(kept)
    found, odds = np.empty(count, np.int64), np.empty(count, np.int64)
    fitted, shares = np.zeros((count, needs + 1), np.int64), np.empty(needs + 1, np.int64)
    for line in range(count):
        spot = spots[line]
        found[line] = places[spot]
        odds[line] = np.int64(np.rint(common[spot] * MILLION))
        for need in range(needs):
            fit = weight * fits[places[spot], kept[need]]
            fitted[line, need] = np.int64(np.rint(fit * MILLION))
    for need in range(needs):
        shares[need] = np.int64(np.rint(believed[need] * MILLION))
    shares[needs] = np.int64(np.rint(unknown * MILLION))
    return found, odds, fitted, shares


def limits(shelf: Shelf, places: Whole, size: int, settings: SlateSettings) -> tuple[Limit, ...]:
    """Few of a family, always; few of a format, where there are others to fill the set."""
    found = [Limit(settings.families, group) for group in _grouped(shelf.families, places)]
    for group in _grouped(shelf.formats, places):
        others = len(places) - len(group)
        found.append(Limit(max(settings.formats, size - others), group))
    return tuple([limit for limit in found if len(limit.places) > limit.most < size])


def _grouped(groups: Groups, places: Whole) -> list[tuple[int, ...]]:
    """The places in the pool of those that share a group."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(groups.of_offer.take(places).tolist()):
        found[number].append(place)
    found.pop(-1, None)
    return [tuple(group) for group in found.values() if len(group) > 1]

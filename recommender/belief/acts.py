"""The acts that a belief rests on, and how likely each is under every need."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.journey import Consumption, Touch
from recommender.journey.weight import WEIGHTS
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Fits = NDArray[np.float32]

_FAINTEST = 64.0
"""An act so many half-lives ago says nothing; older ones must not say less than that."""
_WEIGHTS, _VIEWED = dict(WEIGHTS), Kind.VIEWED
"""Looked up once: to name a member of an enumeration takes longer than all else about an act."""


class Acts(NamedTuple):
    """Touches of offers on the shelf, oldest first."""

    touches: tuple[Touch, ...]
    told: Floats
    """Three numbers of each: the place of its offer, what it says when it is fresh (of a view 0.3
    for the glance, up to 1 for the whole), and its age in milliseconds.
    """

    @classmethod
    def of(cls, shelf: Shelf, trail: Sequence[Touch], now: Instant, most: int) -> "Acts":
        """The latest of a trail. An act yet to come is of now."""
        index = shelf.index
        touches = [touch for touch in trail if touch.offer in index][-most:]
        told: list[float] = []
        for at, _, kind, _, offer, _, _, depth in touches:
            weight = _WEIGHTS[kind]
            if kind is _VIEWED:
                weight += (1.0 - weight) * depth
            told += (index[offer], weight, now - at if at < now else 0)  # type: ignore[index]  # it is on the shelf
        return cls(tuple(touches), np.array(told, np.float64))


NOBODY = Acts((), np.empty(0))


@compiled
def places(told: Floats) -> Whole:
    found = np.empty(len(told) // 3, np.int64)
    for act in range(len(found)):
        found[act] = int(told[3 * act])
    return found


@compiled
def tempers(told: Floats, half_life: float, part: float) -> Floats:
    """How much each says, as a power on its likelihood: halved with age, and only a part."""
    found = np.empty(len(told) // 3)
    for act in range(len(found)):
        weight, age = told[3 * act + 1], told[3 * act + 2]
        found[act] = weight * part * 0.5 ** min(age / half_life, _FAINTEST)
    return found


@compiled
def likely(fits: Fits, places: Whole, tempers: Floats, tags: float, floor: float) -> Floats:
    """P(act | need) in proportion to (tags + 1)^(fit - 1), to the power of the act's temper.

    One line an act, one column a need. The log-odds of a set grow with a fit as well.
    """
    found, whole = np.empty((len(places), fits.shape[1])), np.log(tags + 1.0)
    for act in range(len(places)):
        temper = tempers[act]
        off = max(np.exp(-temper * whole), floor)
        for need in range(fits.shape[1]):
            found[act, need] = off
            fit = fits[places[act], need]
            if fit != 0.0:
                found[act, need] = max(np.exp(temper * whole * (fit - 1.0)), floor)
    return found


def left(shelf: Shelf, consumption: Mapping[str, Consumption], now: Instant) -> Floats:
    """What was shown more often than it was taken up.

    Three numbers of each offer: its place, how many times more, and how long ago it was shown last,
    in milliseconds.
    """
    index, told = shelf.index, list[float]()
    for key, one in consumption.items():
        at = one.shown_last
        if at is not None and one.shown > one.count and key in index:
            told += (index[key], one.shown - one.count, max(now - at, 0))
    return np.array(told, np.float64)

"""The acts that a belief rests on, and how likely each is under every need."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.journey import Touch
from recommender.journey.weight import WEIGHTS
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Fits = NDArray[np.float32]

_FAINTEST = 64.0
"""An act so many half-lives ago says nothing; older ones must not say less than that."""


class Acts(NamedTuple):
    """Touches of offers on the shelf, oldest first."""

    touches: tuple[Touch, ...]
    places: Whole
    """Of their offers."""
    weights: Floats
    """What each says when it is fresh: a view 0.3 for the glance, up to 1 for the whole."""
    ages: Whole
    """In milliseconds; an act yet to come is of now."""

    @classmethod
    def of(cls, shelf: Shelf, trail: Iterable[Touch], now: Instant, most: int) -> "Acts":
        """The latest of a trail."""
        index = shelf.index
        touches = [touch for touch in trail if touch.offer in index][-most:]
        places, weights, ages = [], [], []
        for at, _, kind, _, offer, _, _, depth in touches:
            weight = WEIGHTS[kind]
            places.append(index[offer])  # type: ignore[index]  # it is one of the shelf
            weights.append(weight + (1.0 - weight) * depth if kind is Kind.VIEWED else weight)
            ages.append(now - at if at < now else 0)
        return cls(
            tuple(touches),
            np.array(places, np.int64),
            np.array(weights, np.float64),
            np.array(ages, np.int64),
        )


@compiled
def tempered(weights: Floats, ages: Whole, half_life: float, part: float) -> Floats:
    """How much each act says, as a power on its likelihood: halved with age, and only a part."""
    tempers = np.empty(len(weights))
    for act in range(len(weights)):
        tempers[act] = weights[act] * part * 0.5 ** min(ages[act] / half_life, _FAINTEST)
    return tempers


@compiled
def likely(fits: Fits, places: Whole, tempers: Floats, tags: float, floor: float) -> Floats:
    """P(act | need) = (tags * fit + 1) / (tags + 1), to the power of the act's temper.

    One line an act, one column a need.
    """
    found, whole = np.empty((len(places), fits.shape[1])), np.log(tags + 1.0)
    for act in range(len(places)):
        temper = tempers[act]
        off = max(np.exp(-temper * whole), floor)
        for need in range(fits.shape[1]):
            found[act, need] = off
            fit = fits[places[act], need]
            if fit != 0.0:
                found[act, need] = max(np.exp(temper * (np.log1p(tags * fit) - whole)), floor)
    return found

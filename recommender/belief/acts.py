"""The acts that a belief rests on, and how likely each is under every need."""

from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.belief.settings import BeliefSettings
from recommender.journey import Journey, Touch
from recommender.journey.weight import WEIGHTS
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind

Floats = NDArray[np.float64]

_FAINTEST = 64.0
"""An act so many half-lives ago says nothing; older ones must not say less than that."""


class Acts(NamedTuple):
    """The latest touches of offers on the shelf, oldest first."""

    touches: tuple[Touch, ...]
    tempers: Floats
    """How much each says: a power on its likelihood."""
    likelihoods: Floats
    """One line an act, one column a need."""


def hear(
    shelf: Shelf, journey: Journey, now: Instant, observed_share: float, settings: BeliefSettings
) -> Acts:
    """P(act | need) = (tags * fit + 1) / (tags + 1), to the power of the act's temper.

    The temper is the weight of the act's kind, halved with age, and less where little of the
    journey was seen: then other acts may have said otherwise (R15).
    """
    index = shelf.index
    touches = [touch for touch in journey.trail if touch.offer in index][-settings.acts :]
    if not touches:
        return Acts((), np.empty(0), np.empty((0, len(shelf.cells))))
    tempers = np.array([_temper(touch, now, settings.half_life) for touch in touches])
    tempers *= settings.thin + (1.0 - settings.thin) * observed_share
    places = [index[touch.offer] for touch in touches if touch.offer is not None]
    likelihoods = shelf.need.take(places, axis=1).T.astype(np.float64, order="C")
    likelihoods *= settings.tags
    np.log1p(likelihoods, out=likelihoods)
    likelihoods -= log(settings.tags + 1.0)
    likelihoods *= tempers[:, None]
    np.exp(likelihoods, out=likelihoods)
    np.maximum(likelihoods, settings.floor, out=likelihoods)
    return Acts(tuple(touches), tempers, likelihoods)


def _temper(touch: Touch, now: Instant, half_life: int) -> float:
    """A view says 0.3 for the glance, up to 1 for the whole; an act yet to come is of now."""
    weight = WEIGHTS[touch.kind]
    if touch.kind is Kind.VIEWED:
        weight += (1.0 - weight) * touch.depth
    age = max(now - touch.at, 0) / half_life
    return weight * float(0.5 ** min(age, _FAINTEST))

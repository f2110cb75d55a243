"""The log-odds of every offer, and the terms that they are the sum of."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.belief import Belief
from recommender.evidence.lines import TERMS
from recommender.evidence.settings import EvidenceSettings, Weights
from recommender.evidence.terms import Asked, Terms, terms
from recommender.evidence.weighted import weighted

Floats = NDArray[np.float64]

DEFAULTS = EvidenceSettings()


class Evidence(NamedTuple):
    asked: Asked
    belief: Belief
    terms: Terms
    places: NDArray[np.int64]
    """The candidates, by their places on the shelf; all that follows is in their order."""
    parts: Floats
    """What each weight makes of a term of one; in the order of ``TERMS``."""
    need_weight: float
    scale: float
    """Of the shares, as they entered."""
    common: Floats
    """The log-odds of each offer under a need that it does not fit at all."""
    expected: Floats
    """The same with its fit to the needs as they are believed: what a plain ranking sorts by."""


def weigh(asked: Asked, belief: Belief, settings: EvidenceSettings = DEFAULTS) -> Evidence:
    weights = settings.weights
    found = terms(asked, belief.own, settings)
    parts = _parts(weights)
    common = weighted(parts, found.table)
    common += weights.bias
    fit = weighted((weights.need * belief.whole).astype(np.float32), asked.shelf.need)
    return Evidence(
        asked,
        belief,
        found,
        asked.shelf.places,
        parts,
        weights.need,
        settings.scale,
        common,
        common + fit,
    )


@lru_cache(maxsize=64)
def _parts(weights: Weights) -> Floats:
    return np.array([getattr(weights, name) for name in TERMS])

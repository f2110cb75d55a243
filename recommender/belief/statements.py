"""What acts said by themselves, without an offer's tags: how many fresh acts that weighs."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from recommender.journey import Journey, strength
from recommender.model.instant import Instant

Floats = NDArray[np.float64]

_LOUDEST = 2.0
"""Statements add up to this many acts at most."""


def statements(journey: Journey, about: str, rows: Mapping[str, int], now: Instant) -> Floats:
    """By row, of what follows ``about`` in the keys of the evidence, such as ``job:``."""
    said = np.zeros(len(rows))
    for key, mass in journey.evidence.items():
        if key.startswith(about) and mass:
            row = rows.get(key.removeprefix(about))
            if row is not None:
                said[row] = min(strength(mass, now), _LOUDEST)
    return said

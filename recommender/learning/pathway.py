"""Which step comes next on this path: what trails, editors' links and popularity say together.

The constants are defaults, measured on four logs at once (see benchmarks/real_input/README.md).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.learning.companions import Beside
from recommender.learning.share import Learned, Share

Floats = NDArray[np.float64]

COMPANIONS = 0.35
"""The part of companions in a pathway; rules have the rest."""
POPULARITY_PRIOR = 30.0
"""How many observations weigh as much as what everybody touches."""


class Part(NamedTuple):
    """What a share has of a pathway."""

    whole: float
    factor: float
    """The whole for each of its units."""


def mix(follows: Share, beside: Beside, seen: NDArray[np.int64], alone: Floats) -> Learned:
    """A convex mixture: rules, sharpened by the earlier steps; companions; and a rest.

    The rest is what the evidence for the other two leaves over, n0 / (n + n0) of each. What was
    seen is not the next step.
    """
    near = beside.share()
    follows.share[seen] = near.share[seen] = 0.0
    beside.sharpen(follows.share, alone)
    follows_part = _part(follows, 1.0 - COMPANIONS)
    near_part = _part(near, COMPANIONS)
    learned = follows.share * follows_part.factor
    learned += near.share * near_part.factor
    return Learned(learned, follows.support, 1.0 - follows_part.whole - near_part.whole)


def _part(found: Share, most: float) -> Part:
    """As much of the most as the support is worth beside that of popularity."""
    total = float(found.share.sum())
    if total == 0.0:
        return Part(0.0, 0.0)
    whole = most * found.support / (found.support + POPULARITY_PRIOR)
    return Part(whole, whole / total)

"""Which step comes next on this path: what trails, editors' links and popularity say together.

The constants are defaults, measured on four logs at once (see benchmarks/real_input/README.md).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.learning.companions import Companions
from recommender.learning.layout import Layout
from recommender.learning.rules import rules
from recommender.learning.share import Pathway
from recommender.model.vocabulary import Motion

Floats = NDArray[np.float64]

COMPANIONS = 0.35
"""The part of companions in a pathway; rules have the rest."""
POPULARITY_PRIOR = 30.0
"""How many observations weigh as much as what everybody touches."""


def pathway(layout: Layout, trail: Sequence[str], motion: Motion | None) -> Pathway:
    """The probability of each offer as the next step that is not yet in the trail.

    A convex mixture: rules, sharpened by the earlier steps; companions; and popularity, which
    has what the evidence for the other two leaves over, n0 / (n + n0) of each. Shares add up to
    one, save for offers that are no longer on the shelf.
    """
    beside, counted = Companions(layout, trail), touched(layout)
    follows, support = rules(layout, trail, motion)
    near, near_support = beside.share()
    seen = [place for key in trail if (place := layout.shelf.index.get(key)) is not None]
    follows[seen] = near[seen] = 0.0
    beside.sharpen(follows, counted)
    follows_part = (1.0 - COMPANIONS) * _trust(follows, support)
    near_part = COMPANIONS * _trust(near, near_support)
    learned = follows_part * _scaled(follows) + near_part * _scaled(near)
    rest = 1.0 - follows_part - near_part
    return Pathway(learned + rest * _scaled(counted + 1.0), support, learned, rest)


def touched(layout: Layout) -> Floats:
    """In how many trails each offer occurs."""
    return layout.laid(np.array(layout.tallies.touched, np.float64))


def _scaled(share: Floats) -> Floats:
    """The same, adding up to one; all zero stays all zero."""
    total = float(share.sum())
    return share / total if total > 0.0 else share


def _trust(share: Floats, support: float) -> float:
    return support / (support + POPULARITY_PRIOR) if share.any() else 0.0

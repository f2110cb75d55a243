"""What occurs in the same trails as the latest offers of a trail, in whatever order."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.learning.blend import Blend
from recommender.learning.layout import Layout
from recommender.learning.share import Share

Floats = NDArray[np.float64]

BESIDE = 20
"""How many offers of a trail are asked for their companions."""
LIFT_PRIOR = 60.0
"""With how many trails of indifference to others each offer starts."""
LIFT_WEIGHT = 0.4
"""How far one earlier step is believed; n of them are believed √n times as far, not n times."""


class Met(NamedTuple):
    """An offer of the trail that has companions."""

    total: float
    """How many."""
    held: float
    """The part of all trails that hold the offer."""
    earlier: bool
    """It is not the last step."""


class Companions:
    """Counts of one trail's companions, gathered once and read in two ways."""

    def __init__(self, layout: Layout, trail: Sequence[str]) -> None:
        tallies = layout.tallies
        latest = trail[-BESIDE:]
        rows = [layout.row(tallies.companions, key) for key in latest]
        self._met = [
            Met(row.total, _held(layout, key), step < len(latest) - 1)
            for step, (key, row) in enumerate(zip(latest, rows, strict=True))
            if row.total
        ]
        self._blend = Blend([row for row in rows if row.total], layout.places(), layout.size)

    def share(self) -> Share:
        """The mean over the offers of the trail of how their companions are spread."""
        count = max(len(self._met), 1)
        share = self._blend.sum([1.0 / met.total / count for met in self._met])
        return Share(share, sum(met.total for met in self._met) / count)

    def sharpen(self, share: Floats, touched: Floats) -> None:
        """Multiply each share by how much more, or less, likely the earlier steps make the offer.

        Π over steps i of ((LIFT_PRIOR + n_ij / q_i) / (LIFT_PRIOR + n_j)) ^ (LIFT_WEIGHT / √steps),
        with n_j trails that hold j, n_ij of them with i too, and q_i the part of all trails that
        hold i. It is 1 where i tells nothing of j.
        """
        steps = sum(met.earlier for met in self._met)
        if not steps:
            return
        at = np.flatnonzero(share)
        factors = [met.earlier / (met.held * LIFT_PRIOR) for met in self._met]
        together = self._blend.logs(factors)[at]
        alone = steps * np.log(1.0 + touched[at] / LIFT_PRIOR)
        share[at] *= np.exp(LIFT_WEIGHT / sqrt(steps) * (together - alone))


def _held(layout: Layout, key: str) -> float:
    number = layout.tallies.numbers.get(key)
    touched = 0 if number is None else layout.tallies.touched[number]
    return (touched + 1.0) / (layout.tallies.visits + 2.0)

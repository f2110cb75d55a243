"""What occurs in the same trails as the latest offers of a trail, in whatever order."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.learning.blend import Blend
from recommender.learning.layout import Layout, Placed
from recommender.learning.share import Share

Floats = NDArray[np.float64]

BESIDE = 20
"""How many offers of a trail are asked for their companions."""
LIFT_PRIOR = 60.0
"""With how many trails of indifference to others each offer starts."""
LIFT_WEIGHT = 0.4
"""How far one earlier step is believed; n of them are believed √n times as far, not n times."""


class Met(NamedTuple):
    """An offer of a trail that has companions."""

    row: Placed
    """How they are spread, adding up to one; the total is how many."""
    held: float
    """The part of all trails that hold the offer."""
    earlier: bool
    """It is not the last step."""


class Beside:
    """The companions of one trail, gathered once and read in two ways."""

    def __init__(self, met: Sequence[Met], size: int) -> None:
        self._met = met
        self._blend = Blend([one.row for one in met], size)

    def share(self) -> Share:
        """The mean over the offers of the trail of how their companions are spread."""
        support = sum([one.row.total for one in self._met])
        return Share(self._blend.mean(), support / max(len(self._met), 1))

    def sharpen(self, share: Floats, touched: Floats) -> None:
        """Multiply each share by how much more, or less, likely the earlier steps make the offer.

        Π over steps i of ((LIFT_PRIOR + n_ij / q_i) / (LIFT_PRIOR + n_j)) ^ (LIFT_WEIGHT / √steps),
        with n_j trails that hold j, n_ij of them with i too, and q_i the part of all trails that
        hold i. It is 1 where i tells nothing of j.
        """
        steps = sum([one.earlier for one in self._met])
        if not steps:
            return
        at = (share > 0.0).nonzero()[0]
        factors = [one.earlier * one.row.total / (one.held * LIFT_PRIOR) for one in self._met]
        together = self._blend.logs(factors)[at]
        alone = steps * np.log(1.0 + touched[at] / LIFT_PRIOR)
        share[at] *= np.exp(LIFT_WEIGHT / sqrt(steps) * (together - alone))


class Companions:
    """How the companions of each offer are spread, kept until more of them are counted."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._kept: dict[int, Placed] = {}

    def beside(self, trail: Sequence[str]) -> Beside:
        tallies = self._layout.tallies
        latest = [tallies.numbers.get(key) for key in trail[-BESIDE:]]
        met = [
            Met(row, (tallies.touched[number] + 1.0) / (tallies.visits + 2.0), step < len(latest))
            for step, number in enumerate(latest, 1)
            if number is not None and (row := self._row(number)).total
        ]
        return Beside(met, self._layout.size)

    def _row(self, number: int) -> Placed:
        counts = self._layout.tallies.companions
        kept = self._kept.get(number)
        if kept is None or kept.total != counts.total(number):
            places, weights, total = self._layout.row(counts, number)
            kept = self._kept[number] = Placed(places, weights / max(total, 1.0), total)
        return kept

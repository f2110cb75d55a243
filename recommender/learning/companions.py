"""What occurs in the same trails as the latest offers of a trail, in whatever order."""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from recommender.learning.blend import blend, ready
from recommender.learning.layout import Layout, Placed
from recommender.learning.share import Share
from recommender.learning.tables import COMPANIONS
from recommender.learning.tallies import VISITS

Floats = NDArray[np.float64]

BESIDE = 20
"""How many offers of a trail are asked for their companions."""
LIFT_PRIOR = 60.0
"""With how many trails of indifference to others each offer starts."""
LIFT_WEIGHT = 0.4
"""How far one earlier step is believed; n of them are believed √n times as far, not n times."""


class Beside:
    """The companions of one trail, gathered once and read in two ways."""

    def __init__(self, rows: Sequence[Placed], lifts: Sequence[float], size: int) -> None:
        """``lifts`` make the entries of a row n_ij / q_i / LIFT_PRIOR; 0 for the last step."""
        self._rows = rows
        self._lifts = np.array(lifts)
        self._blend = blend(rows, size)

    def share(self) -> Share:
        """The mean over the offers of the trail of how their companions are spread."""
        met = max(len(self._rows), 1)
        mean = self._blend.weighted(np.full(len(self._rows), 1.0 / met))
        return Share(mean, sum([row.total for row in self._rows]) / met)

    def sharpen(self, share: Floats, alone: Floats) -> None:
        """Multiply each share by how much more, or less, likely the earlier steps make the offer.

        Π over steps i of ((LIFT_PRIOR + n_ij / q_i) / (LIFT_PRIOR + n_j)) ^ (LIFT_WEIGHT / √steps),
        with n_j trails that hold j, n_ij of them with i too, and q_i the part of all trails that
        hold i. It is 1 where i tells nothing of j. ``alone`` is log(1 + n_j / LIFT_PRIOR).
        """
        steps = int(np.count_nonzero(self._lifts))
        if steps:
            exponents = self._blend.logs(self._lifts)
            exponents -= steps * alone
            exponents *= LIFT_WEIGHT / sqrt(steps)
            share *= np.exp(exponents, out=exponents)


class Companions:
    """How the companions of each offer are spread, kept until more of them are counted."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._kept: dict[int, Placed] = {}

    def beside(self, trail: Sequence[str]) -> Beside:
        memory, latest = self._layout.memory, trail[-BESIDE:]
        tallies = memory.arrays.tallies
        trails = (int(tallies.totals[VISITS]) + 2.0) / LIFT_PRIOR
        rows, lifts = [], []
        for step, key in enumerate(latest, 1):
            number = memory.numbers.get(key)
            if number is not None and (row := self._row(number)).total:
                lift = trails * row.total / (int(tallies.touched[number]) + 1.0)
                rows.append(row)
                lifts.append(lift if step < len(latest) else 0.0)
        return Beside(rows, lifts, self._layout.size)

    def _row(self, number: int) -> Placed:
        kept = self._kept.get(number)
        if kept is None or kept.total != self._layout.total(COMPANIONS, number):
            places, weights, total = self._layout.row(COMPANIONS, number)
            spread = Placed(places, weights / max(total, 1.0), total)
            kept = self._kept[number] = ready(spread, self._layout.size)
        return kept

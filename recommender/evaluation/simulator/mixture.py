"""What one would believe who knows the truth about offers and buyers in general, and sees acts.

A forward filter over (persona, job): who the buyer is stays, the job drifts, each act may be on
behalf of somebody else. It ignores that jobs get done, so it is near the exact posterior.
"""

import numpy as np

from recommender.evaluation.simulator.plan import Habits
from recommender.evaluation.simulator.world import ENTRY, JOBS, NEEDS, PERSONA_SHARES, Floats

Seen = list[int]


class Mixture:
    """Of one buyer."""

    __slots__ = ("_behalf", "_drift", "_weights", "cells")

    def __init__(self, weights: Floats, habits: Habits) -> None:
        """``weights`` are exp(utility), one line a need, for buyers of this vertical."""
        others = (len(JOBS) - 1) or 1
        self._drift = np.full((len(JOBS), len(JOBS)), habits.jump / others)
        np.fill_diagonal(self._drift, 1.0 - habits.jump)
        self._behalf = habits.behalf
        self._weights = weights
        self.cells: Floats = np.multiply.outer(PERSONA_SHARES, ENTRY)
        """P(persona, job of the last act)."""

    def now(self) -> Floats:
        """The share of each need in what is sought at the next moment."""
        cells = self.cells @ self._drift
        return np.asarray(self._mixed(cells).reshape(NEEDS))

    def hear(self, offers: Seen, pick: int | None) -> None:
        """One of these was taken, or none. Likelihoods are those of the choice."""
        chosen = self._weights[:, offers].sum(axis=1) + 1.0
        likelihood = (1.0 if pick is None else self._weights[:, pick]) / chosen
        cells = self.cells @ self._drift
        cells *= self._mixed(likelihood.reshape(cells.shape))
        self.cells = cells / cells.sum()

    def _mixed(self, of: Floats) -> Floats:
        """With the mean over all other personas in place of one's own, as often as on behalf."""
        others = (of.sum(axis=0) - of) / (len(of) - 1)
        return np.asarray((1.0 - self._behalf) * of + self._behalf * others)

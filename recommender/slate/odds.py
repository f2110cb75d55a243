"""The one law by which a step follows the steps before it.

The gain of offer i after the set A is sum_need P(need) * prod_{j in A} (1 - p_j) * p_i: what i adds
to the chance that at least one step is taken. Open are offers not in A that pass all limits
and gain no less than the floor; when none is open, the set ends. Then
q(i | A) = (1 - epsilon) * softmax(gain / temperature) + epsilon / |open|.
All of it depends on A as a set, and not on the order in which it came about.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.slate.pool import MILLION, Pool

Floats = NDArray[np.float64]

_FINE = 1e12
"""Gains are rounded to this part of one: then no machine's last bit decides a tie."""
_NONE = 1e-300


class After(NamedTuple):
    """For several sets at once, one line a set, one column an offer of the pool."""

    gains: Floats
    open: NDArray[np.bool_]


class Odds:
    """The law for one pool. Sets are given as lines of 0 and 1 over the pool."""

    __slots__ = ("_limits", "_members", "_misses", "_shares", "_takes", "law", "takes")

    def __init__(self, pool: Pool) -> None:
        logits = (pool.odds[:, None] + pool.fits) / -MILLION
        self.law = pool.law
        self.takes: Floats = 1.0 / (1.0 + np.exp(logits))
        """The chance that each offer is taken, under each need."""
        self._takes = self.takes.T * _FINE
        self._misses = np.log1p(-self.takes)
        self._shares: Floats = pool.shares / MILLION
        self._members = np.zeros((len(pool.limits), len(pool.keys)))
        for line, limit in enumerate(pool.limits):
            self._members[line, limit.places] = 1.0
        self._limits = np.array([limit.most for limit in pool.limits])

    def chances(self) -> Floats:
        """The chance that each offer is taken, given the belief over needs."""
        return self.takes @ self._shares

    def after(self, taken: Floats) -> After:
        missed = np.exp(taken @ self._misses)
        missed *= self._shares
        gains = np.rint(missed @ self._takes)
        gains /= _FINE
        shut = taken > 0.0
        shut |= gains < self.law.floor
        if len(self._limits):
            full = taken @ self._members.T >= self._limits
            shut |= full @ self._members > 0.0
        return After(gains, ~shut)

    def next(self, after: After) -> Floats:
        """q(i | A); a line of zeros where the set ends."""
        law = self.law
        soft = np.exp(after.gains / law.temperature)
        soft *= after.open
        soft *= (1.0 - law.epsilon) / np.maximum(soft.sum(axis=1, keepdims=True), _NONE)
        count = np.count_nonzero(after.open, axis=1, keepdims=True)
        return np.asarray(soft + after.open * (law.epsilon / np.maximum(count, 1)))

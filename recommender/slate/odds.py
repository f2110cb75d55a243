"""The one law by which a step follows the steps before it.

The gain of offer i after the set A is sum_need P(need) * prod_{j in A} (1 - p_j) * p_i: what i adds
to the chance that at least one step is taken. Open are offers not in A that pass all limits and
gain no less than the floor; when none is open, the set ends. Then
q(i | A) = (1 - epsilon) * softmax(gain / temperature) + epsilon / |open|.
All of it depends on A as a set, and not on the order in which it came about.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.slate.pool import MILLION, Pool

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_FINE = 1e12
"""Gains are rounded to this part of one: then no machine's last bit decides a tie."""
_NONE = 1e-300


class After(NamedTuple):
    """What may follow a set, or each of several: the last axis is the pool."""

    gains: Floats
    open: Mask


class Odds:
    """The law for one pool. ``missed`` is P(need) * prod (1 - p) over a set; of the empty, P."""

    __slots__ = ("_fine_takes", "law", "limits", "misses", "shares", "takes")

    def __init__(self, pool: Pool) -> None:
        logits = pool.fits + pool.odds[:, None]
        self.law = pool.law
        self.limits = pool.limits
        self.takes: Floats = 1.0 / (1.0 + np.exp(logits * (-1.0 / MILLION)))
        """The chance that each offer is taken, under each need."""
        self.misses: Floats = 1.0 - self.takes
        self.shares: Floats = pool.shares / MILLION
        self._fine_takes = self.takes.T * _FINE

    def chances(self) -> Floats:
        """The chance that each offer is taken, given the belief over needs."""
        return self.takes @ self.shares

    def after(self, missed: Floats, closed: Mask) -> After:
        """``closed`` are the offers of the set and those that a limit keeps out."""
        gains = missed @ self._fine_takes
        np.rint(gains, out=gains)
        gains *= 1.0 / _FINE
        is_open = gains >= self.law.floor
        is_open &= ~closed
        return After(gains, is_open)

    def close(self, places: list[int], closed: Mask) -> None:
        """Mark the offers of a set and those that a limit now keeps out."""
        closed[places] = True
        for most, group in self.limits:
            if len(set(places).intersection(group)) >= most:
                closed[list(group)] = True

    def next(self, after: After, places: list[int]) -> Floats:
        """q(i | A) for some of the offers; zeros where the set ends."""
        law = self.law
        soft = np.exp(after.gains * (1.0 / law.temperature))
        soft *= after.open
        share = (1.0 - law.epsilon) / np.maximum(soft.sum(axis=-1, keepdims=True), _NONE)
        even = law.epsilon / np.maximum(after.open.sum(axis=-1, keepdims=True), 1)
        return np.asarray(soft[..., places] * share + after.open[..., places] * even)

    def pick(self, after: After, roll: float) -> int:
        """The offer that a roll of the dice falls on by this law."""
        law = self.law
        if roll < law.epsilon:
            candidates = after.open.nonzero()[0]
            return int(candidates[int(roll / law.epsilon * len(candidates))])
        line = np.exp(after.gains * (1.0 / law.temperature))
        line *= after.open
        line = line.cumsum()
        rest = (roll - law.epsilon) / (1.0 - law.epsilon)
        return int(line.searchsorted(rest * float(line[-1]), side="right"))

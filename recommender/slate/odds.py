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

_FINE = 1e12
"""Gains are rounded to this part of one: then no machine's last bit decides a tie."""
_NONE = 1e-300


class After(NamedTuple):
    """What may follow a set, or each of several: the last axis is the pool."""

    gains: Floats
    open: Floats
    """1 for an offer that may follow, 0 for others: products with it are quick."""


class Odds:
    """The law for one pool. ``missed`` is P(need) * prod (1 - p) over a set; of the empty, P."""

    __slots__ = ("_each", "_fine_takes", "law", "limits", "misses", "shares", "takes")

    def __init__(self, pool: Pool) -> None:
        logits = pool.fits + pool.odds[:, None]
        self.law = pool.law
        self.limits = [(most, frozenset(group)) for most, group in pool.limits]
        self.takes: Floats = 1.0 / (1.0 + np.exp(logits * (-1.0 / MILLION)))
        """The chance that each offer is taken, under each need."""
        self.misses: Floats = 1.0 - self.takes
        self.shares: Floats = pool.shares / MILLION
        self._fine_takes = self.takes.T * _FINE
        self._each = np.ones(len(pool.keys))

    def chances(self) -> Floats:
        """The chance that each offer is taken, given the belief over needs."""
        return self.takes @ self.shares

    def free(self, places: list[int]) -> Floats:
        """1 for offers that are not in a set and that no limit keeps out; 0 for others."""
        free = np.ones(len(self._each))
        for count in range(len(places)):
            self.take(places[: count + 1], free)
        return free

    def take(self, places: list[int], free: Floats) -> None:
        """Write down that the last of some offers was added to the set of the others."""
        free[places[-1]] = 0.0
        for most, group in self.limits:
            if places[-1] in group and len(group.intersection(places)) >= most:
                free[list(group)] = 0.0

    def after(self, missed: Floats, free: Floats) -> After:
        gains = missed @ self._fine_takes
        np.rint(gains, out=gains)
        gains *= 1.0 / _FINE
        return After(gains, (gains >= self.law.floor) * free)

    def following(self, places: list[int]) -> After:
        """What may follow one set."""
        missed = self.shares * self.misses[places].prod(axis=0) if places else self.shares
        return self.after(missed, self.free(places))

    def next(self, after: After, places: list[int]) -> Floats:
        """q(i | A) for some of the offers, one line a set; zeros where the set ends."""
        law = self.law
        soft = np.exp(after.gains * (1.0 / law.temperature))
        soft *= after.open
        share = (1.0 - law.epsilon) / np.maximum(soft @ self._each, _NONE)
        even = law.epsilon / np.maximum(after.open @ self._each, 1.0)
        soft_part = soft[:, places] * share[:, None]
        return np.asarray(soft_part + after.open[:, places] * even[:, None])

    def pick(self, after: After, roll: float) -> int | None:
        """The offer that a roll of the dice falls on by this law; ``None`` where the set ends."""
        law = self.law
        if roll < law.epsilon:
            candidates = after.open.nonzero()[0]
            count = len(candidates)
            return int(candidates[int(roll / law.epsilon * count)]) if count else None
        line = np.exp(after.gains * (1.0 / law.temperature))
        line *= after.open
        line = line.cumsum()
        total = float(line[-1]) if len(line) else 0.0
        if total == 0.0:
            return None
        rest = (roll - law.epsilon) / (1.0 - law.epsilon)
        return int(line.searchsorted(rest * total, side="right"))

"""The one law by which a step follows the steps before it.

The gain of offer i after the set A is sum_need P(need) * prod_{j in A} (1 - p_j) * p_i: what i adds
to the chance that at least one step is taken. Open are offers not in A that pass all limits and
gain no less than the floor; when none is open, the set ends. Then
q(i | A) = (1 - epsilon) * softmax(gain / temperature) + epsilon / |open|.
All of it depends on A as a set, and not on the order in which it came about.
"""

import numpy as np
from numpy.typing import NDArray

from recommender.slate.pool import MILLION, Pool

Floats = NDArray[np.float64]

BARRED = -np.inf
"""The gain of what may not follow: never the greatest, and of no weight."""
_FINE = 1e12
"""Gains are rounded to this part of one: then no machine's last bit decides a tie."""
_NONE = 1e-300


class Odds:
    """The law for one pool. ``missed`` is P(need) * prod (1 - p) over a set; of the empty, P.

    ``bars`` are added to gains: ``BARRED`` for offers of the set and where a limit is reached, 0
    for others.
    """

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
        return np.asarray(self.takes.dot(self.shares))

    def bars(self, places: list[int]) -> Floats:
        bars = np.zeros(len(self._each))
        for count in range(len(places)):
            self.bar(places[: count + 1], bars)
        return bars

    def bar(self, places: list[int], bars: Floats) -> None:
        """Write down that the last of some offers was added to the set of the others."""
        bars[places[-1]] = BARRED
        for most, group in self.limits:
            if places[-1] in group and len(group.intersection(places)) >= most:
                bars[list(group)] = BARRED

    def gains(self, missed: Floats, bars: Floats) -> Floats:
        """Of what may follow a set, or each of several; ``BARRED`` of all else."""
        gains: Floats = missed.dot(self._fine_takes)
        np.rint(gains, out=gains)
        gains *= 1.0 / _FINE
        gains += bars
        np.putmask(gains, gains < self.law.floor, BARRED)
        return gains

    def following(self, places: list[int]) -> Floats:
        """The gains after one set."""
        missed = self.shares * self.misses[places].prod(axis=0) if places else self.shares
        return self.gains(missed, self.bars(places))

    def next(self, gains: Floats, places: list[int]) -> Floats:
        """q(i | A) for some of the offers, one line a set; zeros where the set ends."""
        law = self.law
        soft = self._soft(gains)
        share = (1.0 - law.epsilon) / np.maximum(soft.dot(self._each), _NONE)
        even = law.epsilon / np.maximum((soft > 0.0).dot(self._each), 1.0)
        some = soft.take(places, axis=1)
        evenly = (some > 0.0) * even[:, None]
        some *= share[:, None]
        some += evenly
        return some

    def pick(self, gains: Floats, roll: float) -> int | None:
        """The offer that a roll of the dice falls on by this law; ``None`` where the set ends."""
        line, epsilon = self._soft(gains), self.law.epsilon
        if roll < epsilon:
            candidates = line.nonzero()[0]
            count = len(candidates)
            return int(candidates[int(roll / epsilon * count)]) if count else None
        line = line.cumsum()
        total = float(line[-1]) if len(line) else 0.0
        if total == 0.0:
            return None
        rest = (roll - epsilon) / (1.0 - epsilon)
        return int(line.searchsorted(rest * total, side="right"))

    def _soft(self, gains: Floats) -> Floats:
        soft = gains * (1.0 / self.law.temperature)
        np.exp(soft, out=soft)
        return soft

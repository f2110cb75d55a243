"""What offers serve and how they draw, how common needs are, and how buyers move between them.

Learned from the moments of a log by expectation and maximisation (Baum and others 1970). A buyer
takes offer i of a set S under need z with r_iz / (1 + sum_S r), and by themselves with r_iz / sum r
over what was on the shelf: a multinomial logit. So neither is an offer that is shown much taken for
one that draws much, nor one that is shown for a common need for one that serves it.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.belief import TAGGED, BeliefSettings, Offer, Serving
from recommender.fitting.moments import NONE, Moments, moments
from recommender.fitting.needs import AT_ONCE, Behind, Habits, behind
from recommender.fitting.rates import Rates, Seen, Tagging, beforehand, likeliest
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf

Floats = NDArray[np.float64]
Pairs = tuple[tuple[str, float], ...]

MOST = 20_000
"""Moments that are read: those of the buyers who came last."""
ROUNDS = 15
BUYERS = 20.0
"""Of so many buyers it is believed beforehand how common their needs are,"""
MOMENTS = 300.0
"""and at so many moments how often they turn to another."""
LEAST = 0.3
"""What an offer serves less than this, it does not serve."""
KNOWN = 1.0
"""An offer of which fewer takings were to be expected at a rate of one is as it is tagged."""
DIGITS = 3


class Learned(NamedTuple):
    """By key."""

    personas: Pairs
    """Shares, which add up to one."""
    jobs: Pairs
    """With which buyers come,"""
    turns: Pairs
    """and which they turn to; the mean over all jobs is one."""
    drift: float
    serving: Serving


class _Sums:
    """What a round adds up, some buyers at a time."""

    def __init__(self, found: Moments, rates: Rates, habits: Habits) -> None:
        self._there, self._habits = found.there, habits
        self._whole = np.vstack((rates.whole, np.zeros(rates.lifts.shape[1])))
        self._alone = found.there @ rates.whole
        self.taken, self.exposed = np.zeros_like(self._whole), np.zeros_like(self._whole)
        self.personas, self.jobs = np.zeros(len(habits.personas)), np.zeros(len(habits.jobs))
        self.turns, self.chances = np.zeros(len(habits.jobs)), 0.0

    def add(self, some: Moments) -> None:
        """What is nowhere (-1) goes to the last line."""
        alone, whole = some.alone, self._whole
        could = np.where(alone[:, None], self._alone, 1.0 + whole[some.shown].sum(axis=1))
        came = np.where(some.taken[:, None] == NONE, 1.0, whole[some.taken])
        found = behind(some, came / could, self._habits)
        np.add.at(self.taken, some.taken, found.needs)
        rate = found.needs / could
        np.add.at(self.exposed, some.shown, rate[:, None, :])
        self.exposed[:-1] += np.multiply.outer(self._there, rate[alone].sum(axis=0))
        self._count(found)

    def _count(self, found: Behind) -> None:
        self.personas += found.personas
        self.jobs += found.jobs
        self.turns += found.turns
        self.chances += found.chances

    def seen(self) -> Seen:
        shares = self.taken.sum(axis=0)
        return Seen(self.taken[:-1], self.exposed[:-1], shares / shares.sum())

    def habits(self, before: Habits) -> Habits:
        moved = MOMENTS * before.drift + self.turns.sum()
        return Habits(
            _mean(before.personas, self.personas),
            _mean(before.jobs, self.jobs),
            _mean(before.turns, self.turns),
            float(moved / (MOMENTS + self.chances)),
            before.behalf,
        )


def learn(
    acts: Iterable[Interaction], shelf: Shelf, settings: BeliefSettings, need: float
) -> Learned:
    """From a log. A fit of one is worth ``need`` in log-odds.

    Without moments it is what the catalogue says.
    """
    found, before = moments(acts, shelf, MOST), _beforehand(shelf, settings)
    if not len(found.buyers) or not shelf.cells:
        return _learned(shelf, before, TAGGED)
    tagging, shares = Tagging.of(shelf), np.multiply.outer(before.personas, before.jobs).ravel()
    habits, rates = before, beforehand(tagging, shares)
    sums = _heard(found, rates, habits)
    for _ in range(ROUNDS):
        habits, rates = sums.habits(before), likeliest(tagging, sums.seen(), rates)
        sums = _heard(found, rates, habits)
    return _learned(shelf, habits, _serving(shelf, sums.seen(), rates, need))


def _heard(found: Moments, rates: Rates, habits: Habits) -> _Sums:
    sums = _Sums(found, rates, habits)
    for some in _parts(found):
        sums.add(some)
    return sums


def _beforehand(shelf: Shelf, settings: BeliefSettings) -> Habits:
    even = np.full(len(shelf.jobs), 1.0 / max(len(shelf.jobs), 1))
    return Habits(shelf.persona_shares, even, even, settings.drift, settings.behalf)


def _parts(found: Moments) -> Iterator[Moments]:
    """Whole buyers."""
    starts = np.flatnonzero(found.steps == 0)
    marks = starts[np.unique(np.searchsorted(starts, range(0, len(found.steps), AT_ONCE)))]
    for first, end in pairwise([*marks.tolist(), len(found.steps)]):
        yield found.part(first, end)


def _mean(before: Floats, seen: Floats) -> Floats:
    total = BUYERS * before + seen
    return np.asarray(total / total.sum())


def _serving(shelf: Shelf, seen: Seen, rates: Rates, need: float) -> Serving:
    """Fits above what an offer is to the needs that it does not serve: most offers serve few."""
    fits = np.log(rates.lifts / rates.lifts.min(axis=1, keepdims=True)) / need
    off = (fits < LEAST) * seen.shares
    least = (off * rates.lifts).sum(axis=1) / off.sum(axis=1)
    fits = np.where(fits < LEAST, 0.0, np.log(rates.lifts / least[:, None]) / need)
    odds = np.log(rates.draws * least)
    known = np.flatnonzero(seen.exposed.sum(axis=1) >= KNOWN)
    odds -= odds[known].mean() if len(known) else 0.0
    return Serving(
        needs=tuple([(cell.persona, cell.job) for cell in shelf.cells]),
        worth=round(np.log(rates.right * np.exp(rates.worth) + 1.0 - rates.right) / need, DIGITS),
        offers=tuple([_offer(shelf.keys[place], odds[place], fits[place]) for place in known]),
    )


def _offer(key: str, odds: float, fits: Floats) -> Offer:
    served = [(need, round(fits[need].item(), DIGITS)) for need in np.flatnonzero(fits).tolist()]
    return Offer(key, round(float(odds), DIGITS), tuple(served))


def _learned(shelf: Shelf, habits: Habits, serving: Serving) -> Learned:
    personas = zip([one.key for one in shelf.personas], habits.personas.tolist(), strict=True)
    return Learned(
        tuple(personas),
        _weights(shelf, habits.jobs),
        _weights(shelf, habits.turns),
        habits.drift,
        serving,
    )


def _weights(shelf: Shelf, shares: Floats) -> Pairs:
    weights = shares * len(shares)
    return tuple(zip([one.key for one in shelf.jobs], weights.tolist(), strict=True))

"""At which rate each offer is taken under each need, given who took it and who could have.

r_iz = draw_i * lift_iz. Lifts start from tags: exp(worth * fit_iz), with the same worth for all
offers. An editor's tags may be wrong: then the offer is for what others of the shelf are tagged
for. So its lift is a mixture of its own tags and the commonest others, weighed by who took it; and
that is worth so many takings beside those that there were: P(z | i) = (doubt * mixture + taken_iz)
/ (doubt + taken_i). A draw is takings over those that its lifts would have had, from what is usual.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.model.shelf import Shelf

Floats = NDArray[np.float64]

DOUBT = 20.0
"""So many takings weigh as much as what tags say of who takes an offer,"""
USUAL = 10.0
"""and so many expected ones as much as how often offers are taken at all."""
RIGHT, TAGS = 0.8, 20.0
"""The part of the tags that is right, and of how many offers that is believed beforehand."""
OTHERS = 32
"""So many ways of tagging are held for possible: the commonest."""
WORTH, SPREAD = 2.3, 1.0
"""What a perfect fit adds to the log of the rate, beforehand."""
TRIED = (0.8, 0.93, 1.0, 1.07, 1.25)
"""In each round the worth becomes the likeliest of so many times what it was."""
RARE = 1e-3
"""Exposure of an offer that had none."""
DRAW = 0.1


class Tagging(NamedTuple):
    """How editors tagged a shelf."""

    own: Floats
    """The fits; one line an offer, one column a need."""
    others: Floats
    """The commonest ways of tagging,"""
    common: Floats
    """and which part of the offers each is of."""

    @classmethod
    def of(cls, shelf: Shelf) -> "Tagging":
        own = shelf.fits.astype(np.float64)
        ways, counts = np.unique(own, axis=0, return_counts=True)
        most = np.argsort(-counts, kind="stable")[:OTHERS]
        return cls(own, ways[most], counts[most] / counts[most].sum())


class Seen(NamedTuple):
    """By offer and need."""

    taken: Floats
    exposed: Floats
    """How often it would have been taken at a rate of one."""
    shares: Floats
    """Of the needs, in all moments."""


class Rates(NamedTuple):
    draws: Floats
    lifts: Floats
    """One line an offer, one column a need; about one on average."""
    worth: float
    right: float

    @property
    def whole(self) -> Floats:
        return np.asarray(self.draws[:, None] * self.lifts)


def beforehand(tagging: Tagging, shares: Floats) -> Rates:
    lifts = _lifts(tagging.own, WORTH, shares)
    return Rates(np.full(len(lifts), DRAW), lifts, WORTH, RIGHT)


def likeliest(tagging: Tagging, seen: Seen, before: Rates) -> Rates:
    """One round: which tags are right, what they are worth, and then every offer by itself."""
    among = seen.exposed + RARE * seen.shares
    among /= among.sum(axis=1, keepdims=True)
    own, others = _weighed(tagging, seen, among, before)
    some = seen.taken.sum(axis=1) > 0.0
    right = (RIGHT * TAGS + own[some].sum()) / (TAGS + np.count_nonzero(some))
    worth = _worth(tagging, seen, among, own, others, before.worth)
    mixture = own[:, None] * _lifts(tagging.own, worth, seen.shares)
    mixture += others @ _lifts(tagging.others, worth, seen.shares)
    lifts = _moved(mixture, seen.taken, among)
    return Rates(_draws(lifts, seen), lifts, worth, right)


def _lifts(fits: Floats, worth: float, shares: Floats) -> Floats:
    """Of tags that are right; a mean of one over all needs."""
    lifts = np.exp(worth * fits)
    return np.asarray(lifts / (lifts @ shares)[:, None])


def _weighed(tagging: Tagging, seen: Seen, among: Floats, rates: Rates) -> tuple[Floats, Floats]:
    """The chance that an offer's own tags are right, and of each other way of tagging."""
    own, others = _told(tagging, seen, among, rates.worth)
    own += np.log(rates.right)
    others += np.log((1.0 - rates.right) * tagging.common)
    most = np.maximum(own, others.max(axis=1))
    own, others = np.exp(own - most), np.exp(others - most[:, None])
    total = own + others.sum(axis=1)
    return own / total, others / total[:, None]


def _told(tagging: Tagging, seen: Seen, among: Floats, worth: float) -> tuple[Floats, Floats]:
    """Log P(the needs of those who took it | a way of tagging): its own, and each other."""
    own = _lifts(tagging.own, worth, seen.shares)
    others = _lifts(tagging.others, worth, seen.shares)
    taken = seen.taken.sum(axis=1)
    of_own = (seen.taken * np.log(own)).sum(axis=1) - taken * np.log((among * own).sum(axis=1))
    of_others = seen.taken @ np.log(others).T - taken[:, None] * np.log(among @ others.T)
    return of_own, of_others


def _worth(  # all that a worth is weighed by
    tagging: Tagging, seen: Seen, among: Floats, own: Floats, others: Floats, before: float
) -> float:
    def value(worth: float) -> float:
        of_own, of_others = _told(tagging, seen, among, worth)
        apart = (worth - WORTH) / SPREAD
        return float(own @ of_own + (others * of_others).sum() - apart * apart / 2.0)

    return max([before * times for times in TRIED], key=value)


def _moved(mixture: Floats, taken: Floats, among: Floats) -> Floats:
    """Away from what tags say, by the needs of those who took each."""
    expected = mixture * among
    total = expected.sum(axis=1, keepdims=True)
    shares = DOUBT * expected / total + taken
    return np.asarray(shares / shares.sum(axis=1, keepdims=True) / among * total)


def _draws(lifts: Floats, seen: Seen) -> Floats:
    expected, taken = (seen.exposed * lifts).sum(axis=1), seen.taken.sum(axis=1)
    usual = (taken.sum() + DRAW) / (expected.sum() + 1.0)
    return np.asarray((USUAL * usual + taken) / (USUAL + expected))

"""What is the same for every buyer of a workspace: trend, newness and response.

It is worked out once and kept until the model learns, or for a moment: ages are taken at the last
whole ten seconds, which moves no term by more than a thousandth. A recorded draw holds the log-odds
themselves, so a replay knows nothing of this.
"""

from math import log
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.lines import TERMS
from recommender.evidence.settings import EvidenceSettings
from recommender.evidence.weighted import weighted
from recommender.learning import View
from recommender.model.instant import SECOND, Instant
from recommender.model.shelf import Shelf

Floats = NDArray[np.float64]
Times = NDArray[np.int64]

MOMENT = 10 * SECOND
"""For so long a trend and the age of an offer stand still."""
_SPEEDS = np.array([0.3, 0.3, 0.4])
"""The parts of the three half-lives of popularity, the quickest first."""
_RATE = 0.05
"""The rate of taking that a workspace is believed to have before any exposure."""


class Stamp(NamedTuple):
    """What the terms rest on."""

    changes: int
    moment: Instant
    settings: EvidenceSettings


class Everybody(NamedTuple):
    """Arrays in the order of the shelf. Treat them as frozen."""

    open: Floats
    """Where a buyer goes as far as the trail does not say: what is touched most, and lately."""
    lately: Floats
    """The share of each half-life, as far as it rests on enough; the sum is less than one."""
    born: Times
    """When each offer came into the world, as far as that is known."""
    table: Floats
    """One line a term; those that differ from buyer to buyer are zero."""

    @classmethod
    def of(
        cls, view: View, shelf: Shelf, moment: Instant, settings: EvidenceSettings
    ) -> "Everybody":
        masses = view.trend(moment)
        totals = masses.sum(axis=1)
        trusts = _SPEEDS / (totals + settings.support)
        lately = weighted(trusts, masses)
        ever = view.standing().popular * (1.0 - settings.lately * float(trusts @ totals))
        born = _born(view, shelf)
        table = np.zeros((len(TERMS), len(born)))
        np.log1p(settings.scale * lately, out=table[TERMS.index("trend")])
        table[TERMS.index("newness")] = _newness(moment - born, settings)
        table[TERMS.index("response")] = _response(view, settings)
        return cls(ever + settings.lately * lately, lately, born, table)


_KEPT: "WeakKeyDictionary[View, tuple[Stamp, Everybody]]" = WeakKeyDictionary()


def everybody(view: View, shelf: Shelf, now: Instant, settings: EvidenceSettings) -> Everybody:
    """As of the moment that ``now`` is in."""
    stamp = Stamp(view.changes, Instant(now - now % MOMENT), settings)
    kept = _KEPT.get(view)
    if kept is None or kept[0] != stamp:
        kept = _KEPT[view] = stamp, Everybody.of(view, shelf, stamp.moment, settings)
    return kept[1]


def _born(view: View, shelf: Shelf) -> Times:
    """When each offer was published, or else first seen: being shown makes nothing new again."""
    return np.asarray(np.where(shelf.published, shelf.published, view.first_seen()))


def _newness(age: Times, settings: EvidenceSettings) -> Floats:
    """1 for what came just now, halved with age; 0 where nothing tells the age."""
    newness: Floats = np.exp(np.minimum(age * (-log(2.0) / settings.young), 0.0))
    return newness


def _response(view: View, settings: EvidenceSettings) -> Floats:
    """Log-odds of the offer's rate of being taken, against the workspace's rate."""
    shown, taken = view.responses()
    prior = settings.exposures
    rate = (float(taken.sum()) + prior * _RATE) / (float(shown.sum()) + prior)
    rate = min(max(rate, 1e-3), 1.0 - 1e-3)
    left = np.maximum(shown - taken, 0.0) + prior * (1.0 - rate)
    response = np.log((taken + prior * rate) / left) - log(rate / (1.0 - rate))
    return np.where(shown > 0.0, response, 0.0)

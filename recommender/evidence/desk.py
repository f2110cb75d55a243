"""What is kept beside a view to weigh evidence with, until what it was made from changes."""

from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.lines import RANKED, TERMS
from recommender.evidence.ranker import Ranker, ranker
from recommender.evidence.settings import EvidenceSettings
from recommender.evidence.signals import Standing, standing
from recommender.learning import Fitted, View
from recommender.learning.tallies import ages, clock
from recommender.model.instant import SECOND, Instant

Floats = NDArray[np.float64]

MOMENT = 10 * SECOND
"""For so long the age of an offer stands still."""


class Stood(NamedTuple):
    """What was worked out for all who ask, and for which moment."""

    standing: Standing
    stamp: int
    changes: int
    moment: int
    now: int
    """As the log has it."""
    fades: Floats
    """What masses of touches have to be multiplied by, by speed."""


class Desk:
    """Of one view. Not to be used by two threads at once."""

    __slots__ = ("_fitted", "_parts", "_ranker", "_settings", "_stood", "spots")

    def __init__(self, view: View) -> None:
        self.go_by(view.fitted, ranker(view.fitted))
        self._settings: EvidenceSettings | None = None
        self._parts: Floats = np.zeros(0)
        self.spots = np.full(len(view.shelf.keys), -1)
        """By place, for a kernel to note where it stands among the candidates; -1 between calls."""
        self._stood = Stood(standing(len(view.shelf.keys)), -1, -1, -1, 0, np.zeros(0))

    def go_by(self, fitted: Fitted | None, made: Ranker) -> None:
        self._fitted, self._ranker = fitted, made

    def ranker(self, fitted: Fitted | None) -> Ranker:
        """What was fitted is made out once for each fit."""
        if self._fitted is not fitted:
            self.go_by(fitted, ranker(fitted))
        return self._ranker

    def parts(self, settings: EvidenceSettings) -> Floats:
        """What each weight makes of a term of one; in the order of ``TERMS``."""
        if self._settings is not settings:
            self._settings, self._parts = settings, _parts(settings)
        return self._parts

    def stood(self, view: View, now: Instant) -> Stood:
        kept, moment, changes = self._stood, now - now % MOMENT, view.memory.changes
        if kept.changes != changes or kept.moment != moment:
            tallies = view.memory.arrays.tallies
            at = clock(tallies, Instant(moment))
            fades = ages(tallies, at)
            kept = Stood(kept.standing, kept.stamp + 1, changes, moment, at, fades)
            self._stood = kept
        return kept


_DESKS: "WeakKeyDictionary[View, Desk]" = WeakKeyDictionary()


def desk_of(view: View) -> Desk:
    found = _DESKS.get(view)
    if found is None:
        found = _DESKS[view] = Desk(view)
    return found


def adopt(view: View, fitted: Fitted, made: Ranker) -> None:
    """Go by another fit, made out beforehand: no decision waits for that."""
    view.fitted = fitted
    desk_of(view).go_by(fitted, made)


def _parts(settings: EvidenceSettings) -> Floats:
    """Those of what was learned are in their lines already."""
    weights = settings.weights
    return np.array([1.0 if name in RANKED else getattr(weights, name) for name in TERMS])

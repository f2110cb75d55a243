"""From the log-odds that an offer comes next to those that it is taken when it is shown.

    odds'_i = shift + common * odds_i - apart * log E exp(w * fit_iz),    fits'_iz = w * fit_iz

with w = need * the weight of a need, and E over the needs of all who come. What is learned of an
offer is learned from all of them: a mixture over needs. So a need adds to it only as far as the
offer fits that need better than it fits everybody's; else an offer for a common need would be
popular with those who have it, and once more because they have it, and popular with all others too.
"""

from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from recommender.belief import BeliefSettings, anybody
from recommender.evidence import Evidence
from recommender.model.shelf import Shelf
from recommender.slate.settings import UNFITTED, Acceptance

Floats = NDArray[np.float64]

KEPT = 16
"""So many are kept for a shelf; then it starts afresh."""


class Accepted(NamedTuple):
    odds: Floats
    """Of each candidate the log-odds of being taken under a need that it does not fit at all,"""
    weight: float
    """and what a perfect fit adds."""


def accept(evidence: Evidence, acceptance: Acceptance, belief: BeliefSettings) -> Accepted:
    if acceptance == UNFITTED:
        return Accepted(evidence.common, evidence.need_weight)
    weight = acceptance.need * evidence.need_weight
    odds = acceptance.shift + acceptance.common * evidence.common
    if acceptance.apart:
        usually = usual(evidence.asked.shelf, belief, weight)
        odds -= acceptance.apart * usually.take(evidence.places)
    return Accepted(odds, weight)


class _Key(NamedTuple):
    belief: BeliefSettings
    weight: float


_KEPT: "WeakKeyDictionary[Shelf, dict[_Key, Floats]]" = WeakKeyDictionary()


def usual(shelf: Shelf, belief: BeliefSettings, weight: float) -> Floats:
    """What the needs of all who come add on average, as log-odds. Not to be written to."""
    kept = _KEPT.setdefault(shelf, {})
    key = _Key(belief, weight)
    found = kept.get(key)
    if found is None:
        if len(kept) == KEPT:
            kept.clear()
        shares = anybody(shelf, belief)
        mean = np.exp(weight * shelf.fits.astype(np.float64)) @ shares + (1.0 - shares.sum())
        found = kept[key] = np.log(mean)
    return found

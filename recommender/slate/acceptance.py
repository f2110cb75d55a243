"""From the log-odds that an offer comes next to those that it is taken when it is shown.

    odds'_i = shift + common * odds_i + own_i,    fits'_iz = w * fit_iz

with w = need * the weight of a need, and own_i what was learned of the offer's own draw under needs
that it does not fit (``belief.serving``). Popularity is a mixture over the needs of all who come:
by itself it would make an offer for a common need likely for those who have it, and once more
because they have it, and for all others too.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.evidence import Evidence
from recommender.slate.settings import UNFITTED, Acceptance

Floats = NDArray[np.float64]


class Accepted(NamedTuple):
    odds: Floats
    """Of each candidate the log-odds of being taken under a need that it does not fit at all,"""
    weight: float
    """and what a perfect fit adds."""


def accept(evidence: Evidence, acceptance: Acceptance) -> Accepted:
    if acceptance == UNFITTED:
        return Accepted(evidence.common, evidence.need_weight)
    odds = acceptance.shift + acceptance.common * evidence.common
    odds += evidence.belief.serves.odds.take(evidence.places)
    return Accepted(odds, acceptance.need * evidence.need_weight)

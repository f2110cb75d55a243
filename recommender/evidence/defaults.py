"""The weights of the signals before any fit, and how easily a fit moves them.

They were fitted to many logs at once, large and cut down to fifty trails, so that each log weighs
the same: a Gaussian prior that decides alone where little has been learned. Newness was then held
to count for an offer, never against it, with those of whom nothing is known.
"""

from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.signals import SIGNALS

WEIGHTS = MappingProxyType(
    {
        "ever": (-1.31, 1.10, 0.40, 0.38),
        "quarter": (0.53, -0.14, -0.14, -0.10),
        "day": (0.76, -0.57, -0.07, -0.17),
        "days": (0.37, 0.09, -0.15, -0.07),
        "hour": (0.41, -0.19, -0.19, 0.08),
        "new_hour": (3.04, -1.74, -2.24, 0.45),
        "new_day": (1.41, -1.00, 0.63, -0.05),
        "new_days": (-0.73, 0.73, -0.59, 0.56),
        "quiet": (0.40, -0.39, 0.04, -0.01),
        "unmet": (1.21, -0.35, -0.62, -0.38),
        "linked": (0.50, 0.00, 0.00, 0.00),
        "rules": (0.02, 0.03, -0.01, 0.11),
        "last_rules": (-0.06, -0.02, 0.01, 0.06),
        "direct": (0.00, 0.01, 0.16, -0.13),
        "alike": (0.07, -0.09, -0.12, 0.11),
        "companions": (-0.03, -0.56, 0.08, 0.35),
        "lift": (-0.05, 0.15, -0.02, 0.12),
        "last_lift": (0.13, 0.15, 0.06, -0.22),
        "neighbours": (0.28, -0.03, -0.02, -0.47),
        "likeness": (-0.08, -0.45, -0.14, 0.22),
        "rare": (0.02, 0.51, 0.08, 0.17),
        "close": (0.13, 0.32, 0.07, -0.10),
        "nearby": (0.61, 1.04, 0.30, -0.51),
        "nearby_last": (-0.17, -1.03, 0.85, -0.20),
        "linear": (-0.44, -0.20, 0.89, 0.01),
        "seen": (-1.00, 0.00, 0.00, 0.00),
        "previous": (0.00, 0.00, 0.00, 0.00),
    }
)
"""Of each signal: plain, by length, by pause and by support (see ``ranker``)."""
SPREAD = 0.25
SPREADS = MappingProxyType({
    "new_hour": 0.5, "new_day": 0.5, "new_days": 0.5, "unmet": 0.5, "quiet": 0.15,
    "nearby": 1.0, "nearby_last": 1.0, "seen": 3.0, "previous": 3.0,
})  # fmt: skip
"""Standard deviations of those that are not on the scale of logarithms."""

DEFAULTS: NDArray[np.float64] = np.array([WEIGHTS[signal] for signal in SIGNALS]).T.copy()
DEVIATIONS: NDArray[np.float64] = np.tile(
    [SPREADS.get(signal, SPREAD) for signal in SIGNALS], (len(DEFAULTS), 1)
)

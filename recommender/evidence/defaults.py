"""The weights of the signals before any fit, and how easily a fit moves them.

They were fitted to many logs at once, large and cut down to fifty trails, so that each log weighs
the same: a Gaussian prior that decides alone where little has been learned.
"""

from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.signals import SIGNALS

WEIGHTS = MappingProxyType(
    {
        "ever": (-1.11, 1.02, 0.55),
        "quarter": (0.35, -0.18, -0.08),
        "day": (0.65, -0.27, -0.26),
        "days": (0.45, -0.11, -0.22),
        "hour": (0.44, -0.32, -0.05),
        "new_hour": (2.93, -1.93, -2.91),
        "new_day": (2.28, -0.98, 0.72),
        "new_days": (-1.43, 1.35, -1.42),
        "quiet": (0.25, -0.39, 0.15),
        "unmet": (1.00, -0.34, -0.36),
        "linked": (0.50, 0.00, 0.00),
        "rules": (0.04, 0.11, 0.03),
        "last_rules": (0.13, -0.39, 0.09),
        "direct": (0.09, 0.06, 0.14),
        "alike": (-0.08, -0.02, -0.06),
        "companions": (0.44, -0.46, -0.07),
        "lift": (0.03, 0.09, -0.01),
        "last_lift": (-0.05, 0.25, 0.02),
        "neighbours": (0.01, -0.23, -0.07),
        "likeness": (-0.01, -0.42, -0.11),
        "rare": (0.09, 0.51, 0.17),
        "close": (0.04, 0.45, 0.03),
        "nearby": (0.09, 1.93, -0.83),
        "nearby_last": (-0.18, -1.05, 1.26),
        "linear": (-0.26, -0.23, 0.95),
        "seen": (-1.00, 0.00, 0.00),
        "previous": (0.00, 0.00, 0.00),
    }
)
"""Of each signal: plain, by length and by pause (see ``ranker``)."""
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

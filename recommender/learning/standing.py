"""How much each offer is touched, whoever asks."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.learning.companions import LIFT_PRIOR
from recommender.learning.layout import Layout

Floats = NDArray[np.float64]


class Standing(NamedTuple):
    """Of each offer of a shelf."""

    touched: Floats
    """In how many trails it occurs."""
    alone: Floats
    """log(1 + touched / LIFT_PRIOR)."""
    popular: Floats
    """Its share of that, with one trail more for each offer."""

    @classmethod
    def of(cls, layout: Layout) -> "Standing":
        touched = layout.laid(layout.memory.arrays.tallies.touched.astype(np.float64))
        more = touched + 1.0
        alone = np.log(1.0 + touched / LIFT_PRIOR)
        return cls(touched, alone, more / max(float(more.sum()), 1.0))

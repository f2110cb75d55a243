"""Do things happen as often as was told?"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BINS = 10


class Bin(NamedTuple):
    """Cases in which about the same chance was told."""

    cases: int
    told: float
    """The mean of the chances told; 0 where there is no case."""
    happened: float
    """The part of the cases in which it happened."""


class Calibration(NamedTuple):
    bins: tuple[Bin, ...]
    """Of equal width from 0 to 1."""
    error: float
    """Expected calibration error: the mean of |told - happened| over the bins, by cases."""
    told: float
    happened: float

    @classmethod
    def of(
        cls,
        told: Sequence[float] | NDArray[np.float64],
        happened: Sequence[float] | NDArray[np.float64],
    ) -> "Calibration":
        chances, hits = np.asarray(told, np.float64), np.asarray(happened, np.float64)
        cases = max(len(chances), 1)
        places = np.minimum((chances * BINS).astype(np.int64), BINS - 1)
        counts = np.bincount(places, minlength=BINS)
        sums = [np.bincount(places, values, BINS) for values in (chances, hits)]
        bins = [
            Bin(count, told / max(count, 1), hit / max(count, 1))
            for count, told, hit in zip(counts.tolist(), *[s.tolist() for s in sums], strict=True)
        ]
        error = sum(one.cases * abs(one.told - one.happened) for one in bins) / cases
        return cls(tuple(bins), error, float(chances.sum()) / cases, float(hits.sum()) / cases)

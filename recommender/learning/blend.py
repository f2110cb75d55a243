"""Adding up weighted rows into one dense line, in few calls of numpy."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.learning.counts import Segment

Floats = NDArray[np.float64]


class Blend:
    """Rows laid end to end, to be added up with a factor for each, more than once if need be."""

    __slots__ = ("_lengths", "_size", "_weights", "_where")

    def __init__(self, rows: Sequence[Segment], places: NDArray[np.int64], size: int) -> None:
        """``places`` says where each column belongs; ``size`` is the place of what is nowhere."""
        self._size = size
        self._lengths = [len(row.columns) for row in rows]
        if rows:
            self._weights: Floats = np.concatenate([row.weights for row in rows])
            self._where = places[np.concatenate([row.columns for row in rows])]

    def sum(self, factors: Sequence[float]) -> Floats:
        """The sum of the entries, each times the factor of its row."""
        return self._line(self._entries(factors)) if self._lengths else np.zeros(self._size)

    def logs(self, factors: Sequence[float]) -> Floats:
        """The sum of log(1 + entry) instead."""
        if not self._lengths:
            return np.zeros(self._size)
        return self._line(np.log(self._entries(factors) + 1.0))

    def _entries(self, factors: Sequence[float]) -> Floats:
        entries: Floats = self._weights * np.array(factors).repeat(self._lengths)
        return entries

    def _line(self, entries: Floats) -> Floats:
        line = np.bincount(self._where, entries, self._size + 1)
        return line[: self._size].astype(np.float64, copy=False)

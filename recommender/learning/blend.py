"""Adding up rows into one dense line, in few calls of numpy."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.learning.layout import EMPTY, Placed

Floats = NDArray[np.float64]


class Blend:
    """Rows laid end to end, to be added up in more ways than one."""

    __slots__ = ("_lengths", "_places", "_size", "_weights")

    def __init__(self, rows: Sequence[Placed], size: int) -> None:
        rows = rows or (EMPTY,)
        self._size = size
        self._lengths = [len(row.places) for row in rows]
        self._places = np.concatenate([row.places for row in rows])
        self._weights = np.concatenate([row.weights for row in rows])

    def sum(self) -> Floats:
        """The sum of the entries."""
        return self._line(self._weights)

    def weighted(self, factors: Sequence[float]) -> Floats:
        """The sum of the entries, each times the factor of its row."""
        return self._line(self._times(factors))

    def logs(self, factors: Sequence[float]) -> Floats:
        """The sum of log(1 + entry) instead."""
        return self._line(np.log(self._times(factors) + 1.0))

    def _times(self, factors: Sequence[float]) -> Floats:
        entries: Floats = self._weights * np.array(factors or (0.0,)).repeat(self._lengths)
        return entries

    def _line(self, entries: Floats) -> Floats:
        return np.bincount(self._places, entries, self._size).astype(np.float64, copy=False)

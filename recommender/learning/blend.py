"""Adding up weighted rows into one dense line, in few calls of numpy."""

import numpy as np
from numpy.typing import NDArray

from recommender.learning.counts import Segment

Floats = NDArray[np.float64]


class Blend:
    """Rows to be added up, each times a factor."""

    __slots__ = ("_columns", "_factors", "_weights")

    def __init__(self) -> None:
        self._columns: list[NDArray[np.integer]] = []
        self._weights: list[Floats] = []
        self._factors: list[float] = []

    def take(self, row: Segment, factor: float) -> None:
        if len(row.columns):
            self._columns.append(row.columns)
            self._weights.append(row.weights)
            self._factors.append(factor)

    def sum(self, places: NDArray[np.int64], size: int) -> Floats:
        """The sum of the entries; ``places`` says where each column belongs."""
        return self._line(self._entries(), places, size)

    def logs(self, places: NDArray[np.int64], size: int) -> Floats:
        """The sum of log(1 + entry) instead."""
        return self._line(np.log(self._entries() + 1.0), places, size)

    def _entries(self) -> Floats:
        if not self._columns:
            return np.zeros(0)
        lengths = [len(columns) for columns in self._columns]
        entries: Floats = np.concatenate(self._weights)
        entries *= np.repeat(self._factors, lengths)
        return entries

    def _line(self, entries: Floats, places: NDArray[np.int64], size: int) -> Floats:
        if not self._columns:
            return np.zeros(size)
        where = places[np.concatenate(self._columns)]
        return np.bincount(where, entries, size + 1)[:size].astype(np.float64, copy=False)

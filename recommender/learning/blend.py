"""Adding up rows into one line as wide as the shelf, in few calls of numpy."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.learning.layout import EMPTY, Placed

Floats = NDArray[np.float64]

NARROW = 400
"""Up to so many offers on a shelf rows are kept as wide as it is: then they add up as they are.

Wider tables would be large enough for a BLAS to start threads, which costs more than it gains.
"""


class Blend(Protocol):
    """Rows, to be added up in more ways than one."""

    def weighted(self, factors: Floats) -> Floats:
        """The sum of the entries, each times the factor of its row."""

    def logs(self, factors: Floats) -> Floats:
        """The sum of log(1 + entry) instead."""


def ready(row: Placed, size: int) -> Placed:
    """The row in the form in which it is blended for a shelf of this size."""
    return row if size > NARROW else row._replace(weights=_line(row.places, row.weights, size))


def entry(row: Placed, place: int, size: int) -> float:
    """One entry of a row that is ready."""
    if size > NARROW:
        return float(row.weights[row.places == place].sum())
    return float(row.weights[place]) if row.total else 0.0


def blend(rows: Sequence[Placed], size: int) -> Blend:
    """Of rows that are ready."""
    return Sparse(rows, size) if size > NARROW else Wide(rows, size)


class Wide:
    """A table with one line a row."""

    __slots__ = ("_table",)

    def __init__(self, rows: Sequence[Placed], size: int) -> None:
        lines = [row.weights for row in rows] or [np.empty(0)]
        self._table = np.concatenate(lines).reshape(len(rows), size)

    def weighted(self, factors: Floats) -> Floats:
        return np.asarray(factors.dot(self._table))

    def logs(self, factors: Floats) -> Floats:
        entries = self._table * factors[:, None]
        entries += 1.0
        return np.asarray(np.log(np.multiply.reduce(entries)))


class Sparse:
    """Rows laid end to end."""

    __slots__ = ("_lengths", "_places", "_size", "_weights")

    def __init__(self, rows: Sequence[Placed], size: int) -> None:
        rows = rows or (EMPTY,)
        self._size = size
        self._lengths = [len(row.places) for row in rows]
        self._places = np.concatenate([row.places for row in rows])
        self._weights = np.concatenate([row.weights for row in rows])

    def weighted(self, factors: Floats) -> Floats:
        return _line(self._places, self._times(factors), self._size)

    def logs(self, factors: Floats) -> Floats:
        return _line(self._places, np.log(self._times(factors) + 1.0), self._size)

    def _times(self, factors: Floats) -> Floats:
        return self._weights * factors.repeat(self._lengths)


def _line(places: NDArray[np.int64], entries: Floats, size: int) -> Floats:
    return np.bincount(places, entries, size).astype(np.float64, copy=False)

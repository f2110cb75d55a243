"""Weighted counts from one offer to others: what followed it, what was seen with it."""

from array import array
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WIDTH = 2048
"""The most entries of a row that are kept; a fuller row drops its weaker half."""


class Segment(NamedTuple):
    """A row as numpy sees it, without a copy; not to be kept beyond the next count."""

    columns: NDArray[np.integer]
    weights: NDArray[np.float64]
    total: float


EMPTY = Segment(np.empty(0, np.int32), np.empty(0, np.float64), 0.0)


class Row:
    """The weights of one offer, in two parallel arrays in the order of first sight."""

    __slots__ = ("columns", "slots", "total", "weights")

    def __init__(self) -> None:
        self.columns = array("i")
        self.weights = array("d")
        self.slots: dict[int, int] = {}
        self.total = 0.0

    @classmethod
    def restored(cls, columns: "array[int]", weights: "array[float]", total: float) -> "Row":
        row = cls()
        row.columns, row.weights, row.total = columns, weights, total
        row.slots = {column: slot for slot, column in enumerate(columns)}
        return row

    def add(self, column: int, weight: float) -> None:
        self.total += weight
        slot = self.slots.get(column)
        if slot is not None:
            self.weights[slot] += weight
            return
        self.slots[column] = len(self.columns)
        self.columns.append(column)
        self.weights.append(weight)
        if len(self.columns) > WIDTH:
            self._prune()

    def _prune(self) -> None:
        """Keep the heavier half, the older entry on a tie. The total forgets nothing."""
        order = np.argsort(-np.frombuffer(self.weights), kind="stable")
        kept = np.sort(order[: WIDTH // 2]).tolist()
        self.columns = array("i", [self.columns[slot] for slot in kept])
        self.weights = array("d", [self.weights[slot] for slot in kept])
        self.slots = {column: slot for slot, column in enumerate(self.columns)}


class Counts:
    """Rows by offer number. A row begins to exist with its first count."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}

    def add(self, source: int, column: int, weight: float) -> None:
        row = self._rows.get(source)
        if row is None:
            row = self._rows[source] = Row()
        row.add(column, weight)

    def restore(self, source: int, row: Row) -> None:
        self._rows[source] = row

    def total(self, source: int) -> float:
        """It grows with every count, and so tells whether a row is still what it was."""
        row = self._rows.get(source)
        return 0.0 if row is None else row.total

    def segment(self, source: int) -> Segment:
        row = self._rows.get(source)
        if row is None:
            return EMPTY
        return Segment(np.frombuffer(row.columns, np.int32), np.frombuffer(row.weights), row.total)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """All rows, in the order in which they began."""
        return iter(self._rows.items())

"""Where the model's offers stand on a shelf, and the rows of its counts as seen from there."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from recommender.learning.memory import Memory
from recommender.learning.tables import TABLES

Floats = NDArray[np.float64]
Number = TypeVar("Number", np.float64, np.int64)

LINK_PRIOR = 10.0
"""How many observed steps an offer's editors' links together weigh as much as."""


class Placed(NamedTuple):
    """A row as seen from a shelf. What lies beside the shelf is left out, save for the total."""

    places: NDArray[np.int64]
    weights: Floats
    total: float


EMPTY = Placed(np.empty(0, np.int64), np.empty(0), 0.0)


class Laid(Protocol):
    """What a layout needs of a shelf: the order of its offers, and editors' links by source."""

    @property
    def keys(self) -> tuple[str, ...]: ...
    @property
    def index(self) -> Mapping[str, int]: ...
    @property
    def link_starts(self) -> NDArray[np.int64]:
        """Where the links of each offer begin in the two arrays below; one more at the end."""

    @property
    def link_targets(self) -> NDArray[np.int64]: ...
    @property
    def link_weights(self) -> Floats: ...


class Layout:
    """Offers of the shelf by place, offers of the model by number, and the way between."""

    def __init__(self, memory: Memory, shelf: Laid) -> None:
        self.memory = memory
        self.shelf = shelf
        self.size = len(shelf.keys)
        self._places = np.empty(0, np.int64)
        self._link_starts: list[int] = shelf.link_starts.tolist()
        self._link_weights = _scaled(shelf)

    def places(self) -> NDArray[np.int64]:
        """The place of each offer number, one past the end where it is not on the shelf."""
        fresh = self.memory.keys[len(self._places) :]
        if fresh:
            index = self.shelf.index
            places = np.array([index.get(key, self.size) for key in fresh], np.int64)
            self._places = np.concatenate([self._places, places])
        return self._places

    def laid(self, values: NDArray[Number]) -> NDArray[Number]:
        """Values by offer number, laid out in the order of the shelf; 0 where none is known."""
        laid = np.zeros(self.size + 1, values.dtype)
        laid[self.places()] = values[: len(self.memory.keys)]
        return laid[: self.size]

    def total(self, table: int, number: int) -> float:
        """It grows with every count, and so tells whether a row is still what it was."""
        if number < 0:
            return 0.0
        return float(self.memory.arrays.rows.heads["total"][number * TABLES + table])

    def row(self, table: int, number: int) -> Placed:
        if number < 0:
            return EMPTY
        rows = self.memory.arrays.rows
        start, total, _, filled = rows.heads[number * TABLES + table].item()
        entries = rows.entries[start : start + filled]
        places = self.places()[entries["column"]]
        here = (places < self.size).nonzero()[0]
        return Placed(places[here], entries["weight"][here].astype(np.float64), total)

    def links(self, key: str) -> Placed:
        """The editors' links of an offer, as counts of steps."""
        place = self.shelf.index.get(key)
        if place is None:
            return EMPTY
        start, end = self._link_starts[place], self._link_starts[place + 1]
        if start == end:
            return EMPTY
        targets = self.shelf.link_targets[start:end]
        return Placed(targets, self._link_weights[start:end], LINK_PRIOR)


def _scaled(shelf: Laid) -> Floats:
    """Link weights, scaled so that the links of an offer together weigh ``LINK_PRIOR``."""
    counts = np.diff(shelf.link_starts)
    sources = np.repeat(np.arange(len(counts)), counts)
    totals = np.bincount(sources, shelf.link_weights, len(counts))
    return LINK_PRIOR * shelf.link_weights / totals[sources]

"""The learned arrays with the names of their offers, and room for more."""

from collections.abc import Iterable

import numpy as np

from recommender.learning.arrays import Arrays, blank
from recommender.learning.batch import batch
from recommender.learning.fold import Acts, fold
from recommender.learning.pairs import MOST, PAIR
from recommender.learning.room import for_acts, for_offers
from recommender.model.interaction import Interaction

LINES = 200_000
"""How many trails are kept; the one that has been quiet for longest goes first."""


class Memory:
    """It changes in place; what is read from ``arrays`` is not to be kept beyond the next act."""

    __slots__ = ("_pairs", "arrays", "changes", "keys", "lines", "numbers")

    def __init__(self, lines: int = LINES) -> None:
        self.lines = lines
        self.keys: list[str] = []
        """Offers by their number, which is in the order of first sight."""
        self.numbers: dict[str, int] = {}
        self.arrays = blank()
        self.changes = 0
        """How many acts taught something since this process began; what is kept goes by it."""
        self._pairs = np.empty(MOST, PAIR)

    def learn(self, interactions: Iterable[Interaction]) -> None:
        """All of them, or none if one is no interaction."""
        found = batch(interactions, self.numbers)
        self.admit(found.fresh)
        self.fold(found.acts)

    def admit(self, keys: Iterable[str]) -> None:
        """Number offers that are new."""
        for key in keys:
            self.numbers[key] = len(self.keys)
            self.keys.append(key)
        self.arrays = for_offers(self.arrays, len(self.keys))

    def fold(self, acts: Acts) -> None:
        done, self.changes = 0, self.changes + len(acts.offers)
        while done < len(acts.offers):
            self.arrays = for_acts(self.arrays, self.lines)
            done = fold(self.arrays, acts, done, self.lines, self._pairs)

    def restore(self, keys: list[str], arrays: Arrays) -> None:
        """Remember what a checkpoint says."""
        self.keys, self.arrays = keys, arrays
        self.numbers = {key: number for number, key in enumerate(keys)}

"""The model as seen from a shelf. An act shows in the very next answer."""

import numpy as np
from numpy.typing import NDArray

from recommender.learning.fitted import Fitted
from recommender.learning.layout import Laid
from recommender.learning.memory import Memory
from recommender.learning.retrieval.retriever import Retriever
from recommender.learning.tallies import lately
from recommender.model.instant import Instant

Floats = NDArray[np.float64]


class View:
    """Answers for one shelf."""

    def __init__(self, memory: Memory, shelf: Laid) -> None:
        self.shelf = shelf
        self.memory = memory
        self.retriever = Retriever(memory, shelf)
        self.fitted: Fitted | None = None
        """What was fitted on the log, as the model has it."""

    def born(self, place: int) -> int:
        """When one offer was first taken up; 0 where it never was."""
        number = self.memory.numbers.get(self.shelf.keys[place])
        return 0 if number is None else int(self.memory.arrays.tallies.first_seen[number])

    @property
    def changes(self) -> int:
        """A number that grows with every act that the model learns from."""
        return self.memory.changes

    def touched(self) -> Floats:
        """In how many trails each offer of the shelf occurs."""
        return self._laid(self.memory.arrays.tallies.touched.astype(np.float64))

    def trend(self, now: Instant) -> Floats:
        """Decayed masses of the offers of the shelf: half-lives of 6 hours, a day and ten days."""
        lines = lately(self.memory.arrays.tallies, now)[:3]
        return np.array([self._laid(line) for line in lines])

    def _laid(self, values: Floats) -> Floats:
        """In the order of the shelf; 0 where nothing is known."""
        numbers = self.retriever.numbers()
        return np.where(numbers >= 0, np.append(values, 0.0)[numbers], 0.0)

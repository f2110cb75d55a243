"""The model as seen from a shelf: what it says of each offer, in the shelf's order.

An act shows in the very next answer. What is kept between answers is what no act has touched: rows
of counts, row by row, and what is the same for every trail, as long as nothing is learned.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.learning.companions import Companions
from recommender.learning.fitted import Fitted
from recommender.learning.layout import Laid, Layout
from recommender.learning.memory import Memory
from recommender.learning.pathway import mix
from recommender.learning.retrieval.retriever import Retriever
from recommender.learning.rules import Rules
from recommender.learning.share import Learned, Pathway, Share
from recommender.learning.standing import Standing
from recommender.learning.tallies import Tallies, lately
from recommender.model.instant import Instant
from recommender.model.vocabulary import Motion

Floats = NDArray[np.float64]


class View:
    """Answers for one shelf. Trails are keys of offers, oldest first."""

    def __init__(self, memory: Memory, shelf: Laid) -> None:
        self.shelf = shelf
        self._memory = memory
        self._layout = Layout(memory, shelf)
        self._rules = Rules(self._layout)
        self._companions = Companions(self._layout)
        self._standing: tuple[int, Standing] | None = None
        self.retriever = Retriever(memory, shelf)
        self.fitted: Fitted | None = None
        """What was fitted on the log, as the model has it."""

    @property
    def memory(self) -> Memory:
        return self._memory

    @property
    def changes(self) -> int:
        """A number that grows with every act that the model learns from."""
        return self._memory.changes

    @property
    def _tallies(self) -> Tallies:
        return self._memory.arrays.tallies

    def read(self, trail: Sequence[str]) -> NDArray[np.int64]:
        """The places of those offers of a trail that are on the shelf."""
        index = self.shelf.index
        return np.array([index[key] for key in trail if key in index], np.int64)

    def trend(self, now: Instant) -> Floats:
        """Decayed masses, one line for each of the half-lives 6 h, 1 d, 10 d."""
        return np.array([self._layout.laid(line) for line in lately(self._tallies, now)[:3]])

    def first_seen(self) -> NDArray[np.int64]:
        """When each offer was first shown or touched; 0 where it never was."""
        return self._layout.laid(self._tallies.first_seen)

    def born(self, place: int) -> int:
        """When one offer was first taken up; 0 where it never was."""
        number = self._memory.numbers.get(self.shelf.keys[place])
        return 0 if number is None else int(self._tallies.first_seen[number])

    def touched(self) -> Floats:
        """In how many trails each offer occurs."""
        return self.standing().touched

    def responses(self) -> tuple[Floats, Floats]:
        """How often each offer was shown, and how often it was then taken."""
        shown = self._tallies.shown.astype(np.float64)
        taken = self._tallies.taken.astype(np.float64)
        return self._layout.laid(shown), self._layout.laid(taken)

    def standing(self) -> Standing:
        """How much each offer is touched."""
        changes = self._memory.changes
        if self._standing is None or self._standing[0] != changes:
            self._standing = changes, Standing.of(self._layout)
        return self._standing[1]

    def rules(self, trail: Sequence[str], motion: Motion | None = None) -> Share:
        """What follows the latest steps of the trail."""
        return self._rules.share(trail, motion)

    def origins(
        self, trail: Sequence[str], motion: Motion | None, places: Sequence[int]
    ) -> list[str | None]:
        """For each of some offers the step of the trail that leads there above all."""
        return self._rules.origins(trail, motion, places)

    def companions(self, trail: Sequence[str]) -> Share:
        """What occurs beside the offers of the trail, in whatever order."""
        return self._companions.beside(trail).share()

    def learned(
        self, trail: Sequence[str], read: NDArray[np.int64], motion: Motion | None = None
    ) -> Learned:
        """What rules and companions say of the next step that is none of those read."""
        follows, beside = self.rules(trail, motion), self._companions.beside(trail)
        return mix(follows, beside, read, self.standing().alone)

    def pathway(self, trail: Sequence[str], motion: Motion | None = None) -> Pathway:
        """The probability of each offer as the next step; what is left open goes to popularity.

        Shares add up to one, save for offers that are no longer on the shelf.
        """
        learned, support, rest = self.learned(trail, self.read(trail), motion)
        return Pathway(learned + rest * self.standing().popular, support, learned, rest)

"""The model as seen from a shelf: what it says of each offer, in the shelf's order.

Everything is read from the living counts at the moment of the call, so that an act shows in the
very next answer.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.learning.companions import Companions
from recommender.learning.layout import Laid, Layout
from recommender.learning.pathway import pathway, touched
from recommender.learning.rules import rules
from recommender.learning.share import Pathway, Share
from recommender.learning.tallies import Tallies
from recommender.model.instant import Instant
from recommender.model.vocabulary import Motion

Floats = NDArray[np.float64]


class View:
    """Answers for one shelf. Trails are keys of offers, oldest first."""

    def __init__(self, tallies: Tallies, shelf: Laid) -> None:
        self.shelf = shelf
        self._tallies = tallies
        self._layout = Layout(tallies, shelf)

    def trend(self, now: Instant) -> Floats:
        """Decayed masses, one line for each of the half-lives 6 h, 1 d, 10 d."""
        return np.array([self._layout.laid(line) for line in self._tallies.popularity.read(now)])

    def first_seen(self) -> NDArray[np.int64]:
        """When each offer was first shown or touched; 0 where it never was."""
        return self._layout.laid(np.array(self._tallies.first_seen, np.int64))

    def touched(self) -> Floats:
        """In how many trails each offer occurs."""
        return touched(self._layout)

    def responses(self) -> tuple[Floats, Floats]:
        """How often each offer was shown, and how often it was then taken."""
        shown = np.array(self._tallies.shown, np.float64)
        taken = np.array(self._tallies.taken, np.float64)
        return self._layout.laid(shown), self._layout.laid(taken)

    def rules(self, trail: Sequence[str], motion: Motion | None = None) -> Share:
        """What follows the latest steps of the trail."""
        return rules(self._layout, trail, motion)

    def companions(self, trail: Sequence[str]) -> Share:
        """What occurs beside the offers of the trail, in whatever order."""
        return Companions(self._layout, trail).share()

    def pathway(self, trail: Sequence[str], motion: Motion | None = None) -> Pathway:
        """The probability of each offer as the next step, from all of these together."""
        return pathway(self._layout, trail, motion)

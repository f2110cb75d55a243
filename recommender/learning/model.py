"""The model: one fold over the interaction log, in the order of the log.

Building it in full and following the log step by step run the same loop over the same acts, so
they end in the same state, to the byte.
"""

from collections.abc import Iterable

from recommender.learning.fitted import Fitted
from recommender.learning.layout import Laid
from recommender.learning.memory import Memory
from recommender.learning.view import View
from recommender.model.interaction import Interaction


class Model:
    """What was learned in one workspace. It changes in place and belongs to one thread."""

    __slots__ = ("_view", "fitted", "memory", "position", "version")

    def __init__(self, memory: Memory | None = None, version: int = 1, position: int = 0) -> None:
        self.memory = Memory() if memory is None else memory
        self.version = version
        self.position = position
        """How far into the log it has read."""
        self.fitted: Fitted | None = None
        """What was fitted on its log; the model only carries it."""
        self._view: View | None = None

    @classmethod
    def empty(cls) -> "Model":
        return cls()

    def advance(self, position: int) -> None:
        """Note how far into the log it has read."""
        self.position = position

    def follow(self, acts: Iterable[Interaction]) -> None:
        """Observe many acts, in the order of the log: all of them, or none if one is no act.

        Acts without an offer teach nothing here.

        Raises:
            TypeError: an offer is no text, or a time no whole number.
            ValueError: a time is beyond all reason.
        """
        self.memory.learn(acts)

    def observe(self, act: Interaction) -> None:
        """Learn from one act."""
        self.memory.learn((act,))

    def view(self, shelf: Laid) -> View:
        """The model as seen from a shelf: arrays in the order of its offers."""
        if self._view is None or self._view.shelf is not shelf:
            self._view = View(self.memory, shelf)
        self._view.fitted = self.fitted
        return self._view

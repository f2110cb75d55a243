"""How far a model had come when each thing was fitted: by this it is seen what is due."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from recommender.learning import Model
from recommender.learning.tallies import TOUCHES


class Marks(NamedTuple):
    fitted: int = 0
    """Touches when weights were fitted to picks;"""
    refreshed: int = 0
    """and when what is made from the model was made."""
    tuned: int = 0
    """Exposures when settings were fitted to answers."""

    @classmethod
    def now(cls, model: Model) -> "Marks":
        """If all were fitted now."""
        tallies = model.memory.arrays.tallies
        touches = int(tallies.totals[TOUCHES])
        return cls(touches, touches, int(tallies.shown.sum()))

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> "Marks":
        return cls(*[int(facts.get(name, 0)) for name in cls._fields])

"""The moment for which evidence is worked out."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.journey import Journey
from recommender.learning import View
from recommender.model.context import StepContext
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf

NOWHERE: NDArray[np.int64] = np.zeros(0, np.int64)


class Asked(NamedTuple):
    shelf: Shelf
    view: View
    journey: Journey
    context: StepContext
    acting_for: float
    """How far the buyer acts for somebody else."""
    now: Instant
    open: NDArray[np.bool_] | None = None
    """By place, which offers may be shown; ``None`` for all."""
    also: NDArray[np.int64] = NOWHERE
    """Places that have to be among the candidates, if they are open."""

    def trail(self) -> tuple[str, ...]:
        """Distinct offers by their latest touch, oldest first, the open page last."""
        touched = [touch.offer for touch in reversed(self.journey.trail) if touch.offer is not None]
        keys = dict.fromkeys(touched)
        page = self.context.page
        if page is None:
            return tuple(reversed(keys))
        keys.pop(page, None)
        return (*reversed(keys), page)

    def pause(self) -> int:
        """How long ago the latest touch of an offer was; nothing if a page is open now."""
        if self.context.page is None:
            for touch in reversed(self.journey.trail):
                if touch.offer is not None:
                    return max(self.now - touch.at, 0)
        return 0

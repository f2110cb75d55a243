"""What a worker of the workspace does now and then: fit to what came of the sets so far."""

from collections.abc import Sequence
from uuid import UUID

from recommender.engine import Settings
from recommender.model.decision import Decision
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.tuning import FIRST, GROWTH, LATEST, Hearing, Made, tune


class Worker:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._made: dict[UUID, Made] = {}
        self._hearing = Hearing()
        self._next = FIRST
        self.fits = 0

    def copy(self) -> "Worker":
        worker = Worker(self._shelf)
        worker._made, worker._hearing = dict(self._made), self._hearing.copy()
        worker._next, worker.fits = self._next, self.fits
        return worker

    def note(self, decision: Decision, settings: Settings) -> None:
        offers = [step.offer for step in decision.steps]
        self._made[decision.id] = Made.of(decision.draw, offers, self._shelf, settings)

    def hear(self, acts: Sequence[Interaction]) -> None:
        self._hearing.hear(act for act in acts if act.decision in self._made)

    @property
    def due(self) -> bool:
        return len(self._hearing.shown) >= self._next

    def fit(self, log: Sequence[Interaction], settings: Settings) -> Settings:
        """The settings with what can be said now in place of what could be said before."""
        heard = len(self._hearing.shown)
        self._next = round(GROWTH * heard)
        self.fits += 1
        sets = [
            self._hearing.answered(decision, self._made[decision])
            for decision in self._hearing.over(log[-1].at, LATEST)
        ]
        return tune(sets, log, self._shelf, settings).applied(settings)

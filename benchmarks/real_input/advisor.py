"""Cairn's part: the decision that a held-out visitor would have got."""

from uuid import UUID

from benchmarks.real_input.study import Case
from benchmarks.real_input.visits import Visit
from recommender import (
    Catalogue,
    Decision,
    Instant,
    Model,
    Settings,
    Shelf,
    SlateSettings,
    StepContext,
    decide,
    fold,
)

OUTRIGHT = Settings(slate=SlateSettings(explore=False))
"""The best set, without exploration: a case is asked only once."""


class Advisor:
    """What a model and a catalogue recommend, at one moment after the training."""

    def __init__(self, model: Model, catalogue: Catalogue, now: Instant) -> None:
        self._model = model
        self._shelf = Shelf.of(catalogue)
        self._now = now
        self._everything = frozenset(self._shelf.keys)

    def decide(self, case: Case, size: int) -> Decision:
        visit = Visit(case.visitor, case.trail, self._now)
        context = StepContext(page=case.trail[-1], exclude=self._excluded(case), size=size)
        return decide(
            self._model,
            self._shelf,
            fold(visit.acts()),
            context,
            id=UUID(int=0),
            now=visit.end,
            settings=OUTRIGHT,
        )

    def _excluded(self, case: Case) -> frozenset[str]:
        return frozenset() if case.choices is None else self._everything - case.choices

"""Cairn's part: the decision that a held-out visitor would have got."""

from dataclasses import replace
from uuid import UUID

from benchmarks.real_input.learned import Learned
from benchmarks.real_input.study import Case
from benchmarks.real_input.visits import Visit
from recommender import Decision, Instant, Shelf, StepContext, decide, fold


class Advisor:
    """What is recommended at one moment after the training.

    The best set, without exploration: a case is asked only once.
    """

    def __init__(self, learned: Learned, now: Instant) -> None:
        self._model = learned.model
        self._shelf = Shelf.of(learned.catalogue)
        settings = learned.settings
        self._settings = replace(settings, slate=replace(settings.slate, explore=False))
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
            settings=self._settings,
        )

    def _excluded(self, case: Case) -> frozenset[str]:
        return frozenset() if case.choices is None else self._everything - case.choices

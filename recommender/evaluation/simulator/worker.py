"""What a worker of the workspace does now and then: fit to what came of the sets so far."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from recommender.belief import BeliefSettings
from recommender.engine import Settings
from recommender.fitting.answers import Answer, fit_scale, fit_told
from recommender.fitting.commonness import Commonness, first_touches, fit_commonness
from recommender.model.decision import Decision
from recommender.model.instant import DAY, HOUR, Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind
from recommender.slate import MILLION, Acceptance, decode, usual

Floats = NDArray[np.float64]

FIRST = 200
"""So many answers are waited for;"""
GROWTH = 1.2
"""and then for so many times as many each time."""
LATEST = 700
"""So many are fitted to: to sets before those the engine was another one."""
PATIENCE = DAY + 2 * HOUR
"""An answer may come so late."""
HALF = 100.0
"""So many answers are half believed about how far needs lie apart."""


class Made(NamedTuple):
    """A decision as it was before anything was fitted to answers."""

    places: list[int]
    """On the shelf, of the steps."""
    odds: Floats
    fits: Floats
    """One line a step, one column a need."""
    shares: Floats


class Heard(NamedTuple):
    """Of a decision that was seen to be shown."""

    at: Instant
    taken: int | None
    """The place of the step that was taken first."""


class Worker:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._made: dict[UUID, Made] = {}
        self._heard: dict[UUID, Heard] = {}
        self._next = FIRST
        self.fits = 0

    def copy(self) -> "Worker":
        worker = Worker(self._shelf)
        worker._made, worker._heard = dict(self._made), dict(self._heard)
        worker._next, worker.fits = self._next, self.fits
        return worker

    def note(self, decision: Decision, settings: Settings) -> None:
        pool, acceptance = decode(decision.draw), settings.slate.acceptance
        lines = [pool.keys.index(step.offer) for step in decision.steps]
        places = [self._shelf.index[step.offer] for step in decision.steps]
        odds = pool.odds[lines] / MILLION - acceptance.shift
        odds += acceptance.apart * self._usual(settings.belief, settings)[places]
        fits = pool.fits[lines] / (MILLION * acceptance.need)
        self._made[decision.id] = Made(
            places, odds / acceptance.common, fits, pool.shares / MILLION
        )

    def hear(self, acts: Sequence[Interaction]) -> None:
        for act in acts:
            made = None if act.decision is None else self._made.get(act.decision)
            if made is None or act.decision is None:
                continue
            if act.kind is Kind.SHOWN:
                self._heard.setdefault(act.decision, Heard(act.at, None))
            elif act.kind is Kind.CLICKED and act.decision in self._heard:
                heard = self._heard[act.decision]
                place = made.places.index(self._shelf.index[act.offer or ""])
                self._heard[act.decision] = heard._replace(taken=place)

    @property
    def due(self) -> bool:
        return len(self._heard) >= self._next

    def fit(self, log: Sequence[Interaction], settings: Settings) -> Settings:
        """The settings with what can be said now in place of what could be said before."""
        self._next = round(GROWTH * len(self._heard))
        self.fits += 1
        common = fit_commonness(first_touches(log), self._shelf)
        belief = _believing(settings.belief, common)
        apart = len(self._heard) / (len(self._heard) + HALF)
        answers = self._answers(apart * self._usual(belief, settings), log[-1].at)
        scale = fit_scale(answers)
        slate = replace(
            settings.slate,
            acceptance=Acceptance(scale.shift, scale.common, apart=apart),
            told=tuple((one.told, one.happened) for one in fit_told(answers, scale)),
        )
        return replace(settings, belief=belief, slate=slate)

    def _answers(self, usually: Floats, now: Instant) -> list[Answer]:
        """The latest of those that had the time to come."""
        made = self._made
        heard = list(self._heard.items())[-LATEST:]
        return [
            Answer(
                odds=made[id_].odds,
                given=made[id_].fits - usually[made[id_].places, None],
                shares=made[id_].shares,
                taken=one.taken,
            )
            for id_, one in heard
            if one.at <= now - PATIENCE
        ]

    def _usual(self, belief: BeliefSettings, settings: Settings) -> Floats:
        return usual(self._shelf, belief, settings.evidence.weights.need)


def _believing(settings: BeliefSettings, common: Commonness) -> BeliefSettings:
    jobs = tuple((key, share * len(common.jobs)) for key, share in common.jobs)
    return replace(settings, personas=common.personas, jobs=jobs)

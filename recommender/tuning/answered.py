"""Sets that were shown, each with what came of it, as they were before anything was tuned."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from recommender.engine import Settings
from recommender.model.instant import DAY, HOUR, Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import TAKEN, Kind
from recommender.slate import MILLION, decode

Floats = NDArray[np.float64]

PATIENCE = DAY + 2 * HOUR
"""An answer may come so late."""


class Made(NamedTuple):
    """A decision as it was before anything was fitted to answers."""

    offers: tuple[str, ...]
    """Its steps."""
    places: list[int]
    """Of these on the shelf."""
    odds: Floats

    @classmethod
    def of(cls, draw: bytes, offers: Sequence[str], shelf: Shelf, settings: Settings) -> "Made":
        """From its record, and the settings that it was made with.

        Raises:
            KeyError: a step is on the shelf no more.
            DamagedDraw: it is no record.
        """
        pool, acceptance = decode(draw), settings.slate.acceptance
        lines = [pool.keys.index(offer) for offer in offers]
        places = [shelf.index[offer] for offer in offers]
        own = settings.belief.serving.on(shelf).odds[places]
        odds = pool.odds[lines] / MILLION - acceptance.shift - own
        return cls(tuple(offers), places, odds / acceptance.common)


class Exposure(NamedTuple):
    """That a set was shown."""

    at: Instant
    buyer: UUID


class Answered(NamedTuple):
    made: Made
    shown: Exposure
    taken: int | None
    """The place among its steps of the one that was taken first."""


class Hearing:
    """Listens to the log for what was shown of decisions, and what was taken."""

    def __init__(self) -> None:
        self.shown: dict[UUID, Exposure] = {}
        """Decisions by when they were seen first, in the order of the log."""
        self._taken: dict[UUID, tuple[Instant, str]] = {}

    def copy(self) -> "Hearing":
        hearing = Hearing()
        hearing.shown, hearing._taken = dict(self.shown), dict(self._taken)
        return hearing

    def hear(self, acts: Iterable[Interaction]) -> None:
        for act in acts:
            if act.decision is None:
                continue
            if act.kind is Kind.SHOWN:
                self.shown.setdefault(act.decision, Exposure(act.at, act.buyer))
            elif act.kind in TAKEN and act.offer is not None:
                found = act.at, act.offer
                self._taken[act.decision] = min(found, self._taken.get(act.decision, found))

    def taken(self, decision: UUID) -> str | None:
        """The offer that was taken first, soon enough."""
        at, offer = self._taken.get(decision, (Instant(0), None))
        return offer if at <= self.shown[decision].at + PATIENCE else None

    def over(self, now: Instant, most: int) -> list[UUID]:
        """Of the decisions that were shown last, at most so many, those no answer comes to now."""
        latest = list(self.shown.items())[-most:]
        return [decision for decision, shown in latest if shown.at <= now - PATIENCE]

    def answered(self, decision: UUID, made: Made) -> Answered:
        taken = self.taken(decision)
        place = made.offers.index(taken) if taken in made.offers else None
        return Answered(made, self.shown[decision], place)

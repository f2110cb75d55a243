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
from recommender.slate import MILLION, decode, usual

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
    fits: Floats
    """One line a step, one column a need."""
    shares: Floats

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
        odds = pool.odds[lines] / MILLION - acceptance.shift
        usually = usual(shelf, settings.belief, settings.evidence.weights.need)
        odds += acceptance.apart * usually[places]
        fits = pool.fits[lines] / (MILLION * acceptance.need)
        shares = pool.shares / MILLION
        return cls(tuple(offers), places, odds / acceptance.common, fits, shares)


class Answered(NamedTuple):
    made: Made
    taken: int | None
    """The place among its steps of the one that was taken first."""


class Hearing:
    """Listens to the log for what was shown of decisions, and what was taken."""

    def __init__(self) -> None:
        self.shown: dict[UUID, Instant] = {}
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
                self.shown.setdefault(act.decision, act.at)
            elif act.kind in TAKEN and act.offer is not None:
                found = act.at, act.offer
                self._taken[act.decision] = min(found, self._taken.get(act.decision, found))

    def taken(self, decision: UUID) -> str | None:
        """The offer that was taken first, soon enough."""
        at, offer = self._taken.get(decision, (Instant(0), None))
        return offer if at <= self.shown[decision] + PATIENCE else None

    def over(self, now: Instant, most: int) -> list[UUID]:
        """Of the decisions that were shown last, at most so many, those no answer comes to now."""
        latest = list(self.shown.items())[-most:]
        return [decision for decision, at in latest if at <= now - PATIENCE]


def answered(made: Made, taken: str | None) -> Answered:
    return Answered(made, made.offers.index(taken) if taken in made.offers else None)

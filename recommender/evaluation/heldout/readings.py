"""A log cut in two: what is learned from, and the picks that come after.

It is read twice, so that no more is held than the later part and the journeys that go on there.
"""

from array import array
from collections.abc import Iterable, Sequence
from uuid import UUID

import numpy as np

from recommender.evaluation.heldout.buyers import Buyers
from recommender.evaluation.heldout.companies import Companies
from recommender.journey import Journey, fold
from recommender.model.instant import Instant
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import TAKEN


class Past:
    """The first reading: when picks happened, and whose they are."""

    def __init__(self, buyers: Buyers) -> None:
        self._buyers = buyers
        self._times = array("q")
        self._who = list[UUID]()

    def note(self, acts: Iterable[Interaction]) -> None:
        for act in acts:
            if act.kind in TAKEN and act.offer is not None:
                self._times.append(act.at)
                self._who.append(self._buyers.of(act.buyer).id)

    def __len__(self) -> int:
        return len(self._times)

    def split(self, part: float) -> Instant:
        """The time after which this part of the picks lies; 0 without any."""
        if not self._times:
            return Instant(0)
        return Instant(int(np.quantile(np.array(self._times), 1.0 - part, method="lower")) + 1)

    def going_on(self, split: Instant) -> frozenset[UUID]:
        """Those who pick something at the split or later."""
        pairs = zip(self._times, self._who, strict=True)
        return frozenset(buyer for at, buyer in pairs if at >= split)


class Future:
    """The second reading: journeys and companies up to the split, and every act after it."""

    def __init__(self, buyers: Buyers, split: Instant, going_on: frozenset[UUID]) -> None:
        self.journeys: dict[UUID, Journey] = {}
        """Of those who go on."""
        self.companies = Companies(buyers)
        self._buyers = buyers
        self._split = split
        self._going_on = going_on
        self._acts: list[Interaction] = []

    def part(self, acts: Iterable[Interaction]) -> list[Interaction]:
        """Those before the split, which may be learned from; the rest is kept."""
        before = []
        mine: dict[UUID, list[Interaction]] = {}
        for act in acts:
            if act.at >= self._split:
                self._acts.append(act)
                continue
            before.append(act)
            buyer = self._buyers.of(act.buyer).id
            if buyer in self._going_on:
                mine.setdefault(buyer, []).append(act)
        self.companies.note(before)
        for buyer, some in mine.items():
            self.journeys[buyer] = fold(some, self.journeys.get(buyer))
        return before

    def acts(self) -> Sequence[Interaction]:
        """Those after the split, by time."""
        return sorted(self._acts, key=lambda act: (act.at, act.id.int))

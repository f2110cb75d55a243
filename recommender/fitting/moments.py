"""The moments of a log at which a buyer took something up, or left a set that was shown."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from recommender.model.instant import Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import TAKEN, Kind

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]

EACH = 24
"""So many of the first moments of a buyer are read."""
NONE = -1


class Moments(NamedTuple):
    """Buyer by buyer, each in the order of time."""

    buyers: Whole
    """By number, ascending."""
    steps: Whole
    """How many moments of the buyer came before."""
    taken: Whole
    """The place of what was taken; -1 for nothing."""
    shown: Whole
    """The places of what was shown, one line a moment; -1 beyond them, and where it was nothing."""
    there: Floats
    """By offer, the part of the moments without a set at which it was on the shelf."""

    @property
    def alone(self) -> NDArray[np.bool_]:
        """At which nothing was shown: the buyer went their own way."""
        return np.asarray((self.shown == NONE).all(axis=1))

    def part(self, first: int, end: int) -> "Moments":
        some = slice(first, end)
        parts = self.buyers[some], self.steps[some], self.taken[some], self.shown[some]
        return Moments(*parts, self.there)


class _Moment:
    """As it is read: what it comes to is known at the end."""

    __slots__ = ("at", "shown", "taken")

    def __init__(self, at: Instant) -> None:
        self.at = at
        self.shown: list[int] = []
        self.taken = NONE


def moments(acts: Iterable[Interaction], shelf: Shelf, most: int) -> Moments:
    """Of the buyers who came last, about so many. Only the first taking of an offer is one."""
    kept: list[list[_Moment]] = []
    count = 0
    for one in reversed(_read(acts, shelf)):
        if count >= most:
            break
        kept.append(sorted(one, key=lambda moment: moment.at)[:EACH])
        count += len(kept[-1])
    kept.reverse()
    return _laid(kept, shelf)


class _Reading:
    def __init__(self) -> None:
        self.by_buyer: dict[UUID, list[_Moment]] = {}
        self._sets: dict[UUID, _Moment] = {}
        self._had: set[tuple[UUID, int]] = set()

    def show(self, act: Interaction, place: int) -> None:
        if act.decision is None:
            return
        if act.decision not in self._sets:
            self._sets[act.decision] = self._moment(act)
        self._sets[act.decision].shown.append(place)

    def take(self, act: Interaction, place: int) -> None:
        if (act.buyer, place) in self._had:
            return
        self._had.add((act.buyer, place))
        led = None if act.decision is None else self._sets.get(act.decision)
        moment = led or self._moment(act)
        if moment.taken == NONE:
            moment.taken = place

    def _moment(self, act: Interaction) -> _Moment:
        moment = _Moment(act.at)
        self.by_buyer.setdefault(act.buyer, []).append(moment)
        return moment


def _read(acts: Iterable[Interaction], shelf: Shelf) -> list[list[_Moment]]:
    reading, index = _Reading(), shelf.index
    for act in acts:
        place = index.get(act.offer) if act.offer is not None else None
        if place is None:
            continue
        if act.kind is Kind.SHOWN:
            reading.show(act, place)
        elif act.kind in TAKEN:
            reading.take(act, place)
    return list(reading.by_buyer.values())


def _laid(found: list[list[_Moment]], shelf: Shelf) -> Moments:
    flat = list(chain.from_iterable(found))
    shown = np.full((len(flat), max([len(one.shown) for one in flat], default=0)), NONE, np.int64)
    for line, one in enumerate(flat):
        shown[line, : len(one.shown)] = one.shown
    alone = np.sort(np.array([one.at for one in flat if not one.shown], np.int64))
    before = np.searchsorted(alone, shelf.published)
    return Moments(
        np.repeat(np.arange(len(found)), [len(one) for one in found]),
        np.array([step for one in found for step in range(len(one))], np.int64),
        np.array([one.taken for one in flat], np.int64),
        shown,
        1.0 - before / max(len(alone), 1),
    )

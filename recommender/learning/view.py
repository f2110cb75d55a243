"""The model as seen from a shelf: what it says of each offer, in the shelf's order.

Everything is read from the living counts at the moment of the call; a new act shows in the next
answer. Shares add up to at most one: what was learned of offers that are no longer on the shelf
is nobody's share.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.learning.counts import EMPTY, Counts, Segment
from recommender.learning.tallies import Tallies
from recommender.model.instant import Instant
from recommender.model.vocabulary import Motion

Floats = NDArray[np.float64]

LATEST = 10
"""How many steps of a trail the rules look back on."""
FADE = 0.6
"""How much less each step back counts."""
MOTION_PRIOR = 10.0
"""How many steps of one motion weigh as much as all motions together (R8)."""
LINK_PRIOR = 4.0
"""How many observed steps an offer's editors' links together weigh as much as."""

RULES = 0.6
"""The part of rules in a pathway; companions have the rest."""
POPULARITY_PRIOR = 10.0
"""How many observations weigh as much as what everybody touches."""


class Laid(Protocol):
    """What the view needs of a shelf: the order of its offers, and editors' links by source."""

    @property
    def keys(self) -> tuple[str, ...]: ...
    @property
    def index(self) -> Mapping[str, int]: ...
    @property
    def link_starts(self) -> NDArray[np.int64]:
        """Where the links of each offer begin in the two arrays below; one more at the end."""

    @property
    def link_targets(self) -> NDArray[np.int64]: ...
    @property
    def link_weights(self) -> Floats: ...


class Share(NamedTuple):
    """How probable each offer is as the next step, and how much evidence says so."""

    share: Floats
    support: float


class Blend:
    """Rows to be added up, each times a factor."""

    def __init__(self) -> None:
        self.columns: list[NDArray[np.integer]] = []
        self.weights: list[Floats] = []
        self.factors: list[float] = []

    def take(self, row: Segment, factor: float) -> None:
        if len(row.columns):
            self.columns.append(row.columns)
            self.weights.append(row.weights)
            self.factors.append(factor)

    def sum(self, places: NDArray[np.int64], size: int) -> Floats:
        """The sum as one dense line; ``places`` says where each column belongs."""
        if not self.columns:
            return np.zeros(size)
        lengths = [len(columns) for columns in self.columns]
        weights = np.concatenate(self.weights) * np.repeat(self.factors, lengths)
        where = places[np.concatenate(self.columns)]
        return np.bincount(where, weights, size + 1)[:size].astype(np.float64, copy=False)


class View:
    """Aligned answers for one shelf. It holds no counts of its own."""

    def __init__(self, tallies: Tallies, shelf: Laid) -> None:
        self.shelf = shelf
        self._tallies = tallies
        self._size = len(shelf.keys)
        self._identity = np.arange(self._size)
        self._link_starts: list[int] = shelf.link_starts.tolist()
        self._link_weights = _shares(shelf)
        self._places = np.empty(0, np.int64)
        """The shelf place of each offer number; one past the end where it is not on the shelf."""

    def trend(self, now: Instant) -> Floats:
        """Decayed masses at the half-lives of ``popularity``, one line each."""
        return self._laid(self._tallies.popularity.read(now))

    def first_seen(self) -> NDArray[np.int64]:
        """When each offer was first shown or touched; 0 where it never was."""
        return self._laid(np.array(self._tallies.first_seen, np.int64))

    def touched(self) -> Floats:
        """In how many trails each offer occurs."""
        return self._laid(np.array(self._tallies.touched, np.float64))

    def responses(self) -> tuple[Floats, Floats]:
        """How often each offer was shown, and how often it was then taken."""
        shown = np.array(self._tallies.shown, np.float64)
        taken = np.array(self._tallies.taken, np.float64)
        return self._laid(shown), self._laid(taken)

    def rules(self, trail: Sequence[str], motion: Motion | None = None) -> Share:
        """What follows the latest steps, the last one above all (trail: oldest first).

        Σ over steps of .6^age · P(next | step), divided by Σ .6^age over the steps that anything
        is known of. P mixes what followed in this motion with what followed in any, and that
        with the editors' links, each by its own number of observations.
        """
        seen, linked = Blend(), Blend()
        known = support = 0.0
        for age, key in enumerate(reversed(trail[-LATEST:])):
            whole, apart, links = self._sequels(key, motion)
            evidence = whole.total + links.total
            if evidence == 0.0:
                continue
            weight = FADE**age
            shrunk = weight * MOTION_PRIOR / (MOTION_PRIOR + apart.total) / evidence
            seen.take(whole, shrunk)
            linked.take(links, shrunk)
            seen.take(apart, weight / (MOTION_PRIOR + apart.total))
            known += weight
            support += weight * evidence
        if known == 0.0:
            return Share(np.zeros(self._size), 0.0)
        share = seen.sum(self._sync(), self._size) + linked.sum(self._identity, self._size)
        return Share(share / known, support / known)

    def companions(self, trail: Sequence[str]) -> Share:
        """What occurs beside the offers of the trail, in whatever order."""
        rows = [self._row(self._tallies.companions, key) for key in trail]
        found = [row for row in rows if row.total]
        if not found:
            return Share(np.zeros(self._size), 0.0)
        blend = Blend()
        for row in found:
            blend.take(row, 1.0 / row.total / len(found))
        support = sum(row.total for row in found) / len(found)
        return Share(blend.sum(self._sync(), self._size), support)

    def pathway(self, trail: Sequence[str], motion: Motion | None = None) -> Share:
        """The share of each offer as the next step after this trail, from all that was learned."""
        rules = self.rules(trail, motion)
        companions = self.companions(trail)
        touched = self.touched()
        prior = touched / max(touched.sum(), 1.0)
        known = rules.support / (rules.support + POPULARITY_PRIOR)
        beside = companions.support / (companions.support + POPULARITY_PRIOR)
        learned = RULES * known * rules.share + (1.0 - RULES) * beside * companions.share
        rest = 1.0 - RULES * known - (1.0 - RULES) * beside
        return Share(learned + rest * prior, rules.support)

    def _sequels(self, key: str, motion: Motion | None) -> tuple[Segment, Segment, Segment]:
        """What followed an offer in any motion and in this one, and where its links lead."""
        counts = self._tallies.motions.get(motion) if motion is not None else None
        apart = EMPTY if counts is None else self._row(counts, key)
        return self._row(self._tallies.sequels, key), apart, self._links(key)

    def _row(self, counts: Counts, key: str) -> Segment:
        number = self._tallies.numbers.get(key)
        return EMPTY if number is None else counts.segment(number)

    def _links(self, key: str) -> Segment:
        place = self.shelf.index.get(key)
        if place is None:
            return EMPTY
        start, end = self._link_starts[place], self._link_starts[place + 1]
        if start == end:
            return EMPTY
        columns = self.shelf.link_targets[start:end]
        return Segment(columns, self._link_weights[start:end], LINK_PRIOR)

    def _sync(self) -> NDArray[np.int64]:
        """The shelf places of all offer numbers, the newest included."""
        fresh = self._tallies.keys[len(self._places) :]
        if fresh:
            index = self.shelf.index
            places = np.array([index.get(key, self._size) for key in fresh], np.int64)
            self._places = np.concatenate([self._places, places])
        return self._places

    def _laid(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values by offer number, laid out in the order of the shelf; 0 where none is known."""
        laid = np.zeros((*values.shape[:-1], self._size + 1), values.dtype)
        laid[..., self._sync()] = values
        return laid[..., : self._size]


def _shares(shelf: Laid) -> Floats:
    """Link weights, scaled so that the links of an offer together weigh ``LINK_PRIOR``."""
    counts = np.diff(shelf.link_starts)
    sources = np.repeat(np.arange(len(counts)), counts)
    totals = np.bincount(sources, shelf.link_weights, len(counts))
    return LINK_PRIOR * shelf.link_weights / totals[sources]

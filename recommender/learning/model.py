"""The model: one fold over the interaction log, in the order of the log.

Building it in full and following the log step by step run the same code on the same acts, so
they end in the same state, to the byte.
"""

from collections.abc import Iterable

from recommender.learning.counts import Counts
from recommender.learning.layout import Laid
from recommender.learning.tallies import Tallies
from recommender.learning.trails import Trail, Trails
from recommender.learning.view import View
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import TAKEN, TOUCHES, Kind, Motion

STEPS = 10
"""How far apart in a trail two offers may lie for the later to count as following."""


class Model:
    """What was learned in one workspace. It changes in place and belongs to one thread."""

    __slots__ = ("_view", "position", "tallies", "trails", "version")

    def __init__(self, version: int = 1) -> None:
        self.version = version
        self.position = 0
        """How far into the log it has read."""
        self.tallies = Tallies()
        self.trails = Trails()
        self._view: View | None = None

    @classmethod
    def empty(cls) -> "Model":
        return cls()

    def advance(self, position: int) -> None:
        """Note how far into the log it has read."""
        self.position = position

    def follow(self, acts: Iterable[Interaction]) -> None:
        """Observe many acts, in the order of the log."""
        for act in acts:
            self.observe(act)

    def observe(self, act: Interaction) -> None:
        """Learn from one act. Acts without an offer teach nothing here."""
        if act.offer is None:
            return
        self.tallies.changes += 1
        if act.kind in TOUCHES:
            self._touch(act, act.offer)
        elif act.kind is Kind.SHOWN:
            offer = self.tallies.number(act.offer)
            self.tallies.shown[offer] += 1
            self.trails.of(act.buyer.int).expose(offer)
        elif act.kind is Kind.DISMISSED:
            offer = self.tallies.number(act.offer)
            self.trails.of(act.buyer.int).answer(offer)

    def view(self, shelf: Laid) -> View:
        """The model as seen from a shelf: arrays in the order of its offers."""
        if self._view is None or self._view.shelf is not shelf:
            self._view = View(self.tallies, shelf)
        return self._view

    def _touch(self, act: Interaction, key: str) -> None:
        offer = self.tallies.number(key)
        self.tallies.see(offer, act.at)
        trail = self.trails.of(act.buyer.int)
        if act.kind in TAKEN and trail.answer(offer):
            self.tallies.taken[offer] += 1
        place = trail.place(offer, act.at)
        if place is None:
            return
        self.tallies.touched[offer] += 1
        self.tallies.visits += len(trail.offers) == 1
        self.tallies.popularity.add(offer, act.at)
        self._pair(trail, place, act.motion)
        trail.trim()

    def _pair(self, trail: Trail, place: int, motion: Motion | None) -> None:
        offer = trail.offers[place]
        earlier = trail.offers[max(place - STEPS, 0) : place]
        later = trail.offers[place + 1 : place + 1 + STEPS]
        for counts in self._sequels(motion):
            for gap, other in enumerate(reversed(earlier), 1):
                counts.add(other, offer, 1.0 / gap)
            for gap, other in enumerate(later, 1):
                counts.add(offer, other, 1.0 / gap)
        companions = self.tallies.companions
        for other in trail.offers:
            if other != offer:
                companions.add(offer, other, 1.0)
                companions.add(other, offer, 1.0)

    def _sequels(self, motion: Motion | None) -> tuple[Counts, ...]:
        whole = self.tallies.sequels
        if motion is None:
            return (whole,)
        return (whole, self.tallies.motions.setdefault(motion, Counts()))

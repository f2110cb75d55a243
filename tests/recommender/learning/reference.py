"""What is learned, in dictionaries: slow, and plainly right. The arrays are held against it."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from recommender.learning.pairs import STEPS
from recommender.learning.tallies import HALF_LIVES
from recommender.learning.trails import LENGTH, PENDING, SILENCE
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import TAKEN, TOUCHES, Kind, Motion


@dataclass
class Trail:
    steps: list[tuple[int, str]] = field(default_factory=list)
    """Time and offer, oldest first."""
    pending: list[str] = field(default_factory=list)


@dataclass
class Reference:
    trails: dict[UUID, Trail] = field(default_factory=lambda: defaultdict(Trail))
    companions: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    sequels: dict[tuple[Motion | None, str, str], float] = field(
        default_factory=lambda: defaultdict(float)
    )
    takers: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    """Who took each offer up, in the order of the log."""
    touched: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """When it entered a trail."""
    seen: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    shown: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    visits: int = 0

    def observe(self, act: Interaction) -> None:
        if act.offer is None:
            return
        trail = self.trails[act.buyer]
        if act.kind is Kind.SHOWN:
            self.shown[act.offer] += 1
            if act.offer not in trail.pending:
                trail.pending = [*trail.pending, act.offer][-PENDING:]
        elif (act.kind in TAKEN or act.kind is Kind.DISMISSED) and act.offer in trail.pending:
            trail.pending.remove(act.offer)
            self.taken[act.offer] += act.kind in TAKEN
        if act.kind in TOUCHES:
            self._touch(act, act.offer, trail)

    def _touch(self, act: Interaction, offer: str, trail: Trail) -> None:
        self.seen[offer].append(act.at)
        if trail.steps and act.at - trail.steps[-1][0] > SILENCE:
            trail.steps = []
        if trail.steps and trail.steps[0][0] - act.at > SILENCE:
            return
        for step in trail.steps:
            if step[1] == offer:
                if act.at >= step[0]:
                    trail.steps.remove(step)
                    _insert(trail, act.at, offer)
                return
        self._enter(act, offer, trail)

    def _enter(self, act: Interaction, offer: str, trail: Trail) -> None:
        self.visits += not trail.steps
        self.touched[offer].append(act.at)
        place = _insert(trail, act.at, offer)
        for other, (_, key) in enumerate(trail.steps):
            if other != place:
                self.companions[offer, key] += 1.0
                self.companions[key, offer] += 1.0
                gap = abs(other - place)
                pair = (key, offer) if other < place else (offer, key)
                if gap <= STEPS:
                    for motion in {None, act.motion}:
                        self.sequels[(motion, *pair)] += 1.0 / gap
        if len(trail.steps) > LENGTH:
            del trail.steps[0]
        if (act.at, offer) in trail.steps:
            self.takers[offer].append(act.buyer)

    def mass(self, offer: str, speed: int, now: int) -> float:
        half_life = HALF_LIVES[speed]
        return sum(2.0 ** ((at - now) / half_life) for at in self.touched[offer])


def _insert(trail: Trail, at: int, offer: str) -> int:
    """After all that is not later."""
    place = sum(1 for step in trail.steps if step[0] <= at)
    trail.steps.insert(place, (at, offer))
    return place

"""A journey while it still changes: what each kind of act adds to it."""

from collections.abc import Callable, Mapping
from typing import Protocol, Self, TypeVar

from recommender.journey.episode import Interval, close
from recommender.journey.journey import TRAIL, Journey
from recommender.journey.mass import contribution
from recommender.journey.parts import (
    ChannelUse,
    Conclusion,
    Consumption,
    Fact,
    Incident,
    JobTrace,
    StatedMotion,
    Touch,
)
from recommender.journey.weight import completes, depth, weight
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import TOUCHES, Kind, Outcome, Relation


class _Part(Protocol):
    def join(self, other: Self, /) -> Self: ...


P = TypeVar("P", bound=_Part)


def _join(parts: dict[str, P], key: str, part: P) -> None:
    present = parts.get(key)
    parts[key] = part if present is None else present.join(part)


class Draft:
    def __init__(self, journey: Journey) -> None:
        self.consumption = dict(journey.consumption)
        self.evidence = dict(journey.evidence)
        self.jobs = dict(journey.jobs)
        self.channels = dict(journey.channels)
        self.facts = dict(journey.facts)
        self.incidents = dict(journey.incidents)
        self.trail = list(journey.trail)
        self.intervals = list(journey.intervals)
        self.conclusions = list(journey.conclusions)

    def freeze(self) -> Journey:
        return Journey(
            self.consumption,
            self.evidence,
            self.jobs,
            self.channels,
            self.facts,
            self.incidents,
            tuple(sorted(self.trail)[-TRAIL:]),
            close(self.intervals),
            tuple(sorted(self.conclusions)),
        )

    def absorb(self, journey: Journey) -> None:
        for key, mass in journey.evidence.items():
            self._weigh(key, mass)
        _absorb(self.consumption, journey.consumption)
        _absorb(self.jobs, journey.jobs)
        _absorb(self.channels, journey.channels)
        _absorb(self.facts, journey.facts)
        _absorb(self.incidents, journey.incidents)
        self.trail += journey.trail
        self.intervals += journey.intervals
        self.conclusions += journey.conclusions

    def add(self, act: Interaction) -> None:
        for key, value in act.facts:
            _join(self.facts, key, Fact(act.at, value))
        if act.kind in TOUCHES:
            self._touch(act)
        elif (take := _OTHERWISE.get(act.kind)) is not None:
            take(self, act)
        else:
            self._say(act)

    def _touch(self, act: Interaction) -> None:
        at, deep = act.at, depth(act)
        mass = self._say(act)
        self._weigh("channel:" + act.channel, mass)
        _join(self.channels, act.channel, ChannelUse(1, at, 0, None))
        if act.offer is not None:
            done = at if completes(act) else None
            part = Consumption(at, at, 1, deep, mass, done, 0, None, None)
            _join(self.consumption, act.offer, part)
        id_ = act.id.hex
        touch = Touch(at, id_, act.kind, act.channel, act.offer, act.job, act.persona, deep)
        motion = None if act.motion is None else StatedMotion(at, id_, act.motion)
        self.trail.append(touch)
        self.intervals.append(Interval(touch, touch, 1, motion))

    def _say(self, act: Interaction) -> int:
        """Count what the act says by itself; its mass."""
        mass = contribution(weight(act), act.at)
        for topic in act.topics:
            self._weigh("topic:" + topic, mass)
        if act.persona is not None:
            self._weigh("persona:" + act.persona, mass)
        if act.job is not None:
            self._weigh("job:" + act.job, mass)
            done = act.at if completes(act) else None
            _join(self.jobs, act.job, JobTrace(act.at, done))
        return mass

    def _weigh(self, key: str, mass: int) -> None:
        self.evidence[key] = self.evidence.get(key, 0) + mass

    def show(self, act: Interaction) -> None:
        _join(self.channels, act.channel, ChannelUse(0, None, 1, act.at))
        if act.offer is not None:
            part = Consumption(None, None, 0, 0.0, 0, None, 1, act.at, None)
            _join(self.consumption, act.offer, part)

    def dismiss(self, act: Interaction) -> None:
        if act.offer is not None:
            part = Consumption(None, None, 0, 0.0, 0, None, 0, None, act.at)
            _join(self.consumption, act.offer, part)

    def incident_opened(self, act: Interaction) -> None:
        self._say(act)
        _join(self.incidents, act.subject or "", Incident(act.at, None))

    def incident_closed(self, act: Interaction) -> None:
        _join(self.incidents, act.subject or "", Incident(None, act.at))

    def purchase(self, act: Interaction) -> None:
        self._say(act)
        self._end(act, act.outcome or Outcome.WON)

    def conclude(self, act: Interaction) -> None:
        self._end(act, act.outcome)

    def _end(self, act: Interaction, outcome: Outcome | None) -> None:
        """Whoever has won is a customer from then on, if nothing later says otherwise."""
        if outcome is Outcome.WON:
            _join(self.facts, "relation", Fact(act.at, Relation.CUSTOMER.value))
        self.conclusions.append(Conclusion(act.at, act.id.hex, outcome, act.reason, act.motion))


_OTHERWISE: Mapping[Kind, Callable[[Draft, Interaction], None]] = {
    Kind.SHOWN: Draft.show,
    Kind.DISMISSED: Draft.dismiss,
    Kind.INCIDENT_OPENED: Draft.incident_opened,
    Kind.INCIDENT_CLOSED: Draft.incident_closed,
    Kind.PURCHASED: Draft.purchase,
    Kind.CONCLUDED: Draft.conclude,
}


def _absorb(parts: dict[str, P], others: Mapping[str, P]) -> None:
    for key, part in others.items():
        _join(parts, key, part)

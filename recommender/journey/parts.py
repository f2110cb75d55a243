"""The parts of a journey and how two of a kind become one.

Every ``join`` commutes and associates: counts and masses add, times take the earlier or the later,
a tie is broken by value. Parts are named tuples, because that makes them their own compact layout.
"""

from typing import NamedTuple

from recommender.model.instant import Instant
from recommender.model.vocabulary import Channel, Kind, Motion, Outcome


class Touch(NamedTuple):
    """One act by which the buyer got on. Touches are ordered by time, then by id."""

    at: Instant
    id: str
    """The interaction's id in hexadecimal."""
    kind: Kind
    channel: Channel
    offer: str | None
    job: str | None
    persona: str | None
    depth: float


class Consumption(NamedTuple):
    """What one offer has been to the buyer."""

    first: Instant | None
    """First and last touch; ``None`` while it was only shown or dismissed."""
    last: Instant | None
    count: int  # type: ignore[assignment]  # not the method of tuples, which parts have no use for
    """Touches."""
    depth: float
    """The greatest."""
    mass: int
    completed_last: Instant | None
    shown: int
    """How often it was shown."""
    shown_last: Instant | None
    dismissed_last: Instant | None

    def join(self, other: "Consumption") -> "Consumption":
        return Consumption(
            earlier(self.first, other.first),
            later(self.last, other.last),
            self.count + other.count,
            max(self.depth, other.depth),
            self.mass + other.mass,
            later(self.completed_last, other.completed_last),
            self.shown + other.shown,
            later(self.shown_last, other.shown_last),
            later(self.dismissed_last, other.dismissed_last),
        )


class ChannelUse(NamedTuple):
    """What came and went over one channel."""

    count: int  # type: ignore[assignment]  # not the method of tuples, which parts have no use for
    """Touches."""
    last: Instant | None
    shown: int
    shown_last: Instant | None

    def join(self, other: "ChannelUse") -> "ChannelUse":
        return ChannelUse(
            self.count + other.count,
            later(self.last, other.last),
            self.shown + other.shown,
            later(self.shown_last, other.shown_last),
        )


class JobTrace(NamedTuple):
    """When acts spoke of a buying job by themselves, without an offer's tags."""

    last: Instant
    completed_last: Instant | None

    def join(self, other: "JobTrace") -> "JobTrace":
        return JobTrace(
            max(self.last, other.last), later(self.completed_last, other.completed_last)
        )


class Incident(NamedTuple):
    """When an incident was last opened and last closed; it is open if it was opened later."""

    opened_last: Instant | None
    closed_last: Instant | None

    @property
    def open(self) -> bool:
        if self.opened_last is None:
            return False
        return self.closed_last is None or self.opened_last > self.closed_last

    def join(self, other: "Incident") -> "Incident":
        return Incident(
            later(self.opened_last, other.opened_last), later(self.closed_last, other.closed_last)
        )


class Fact(NamedTuple):
    """What was last stated under a key; of two at the same time, the greater value."""

    at: Instant
    value: str

    def join(self, other: "Fact") -> "Fact":
        return max(self, other)


class StatedMotion(NamedTuple):
    at: Instant
    id: str
    motion: Motion


class Conclusion(NamedTuple):
    """How something ended, and why (R10)."""

    at: Instant
    id: str
    outcome: Outcome | None
    reason: str | None
    motion: Motion | None


def earlier(one: Instant | None, other: Instant | None) -> Instant | None:
    if one is None or (other is not None and other < one):
        return other
    return one


def later(one: Instant | None, other: Instant | None) -> Instant | None:
    if one is None or (other is not None and other > one):
        return other
    return one

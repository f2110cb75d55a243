"""The journey: a summary of a buyer's acts that can be merged, in which order never matters.

It is a commutative monoid: ``Journey.empty()`` is its identity, ``merge`` its operation, and
``fold`` maps any pile of acts to the merge of their one-act journeys. So stitching two identities
is a merge, a rebuild is a fold, and a late act is an act. Each act must be folded once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from recommender.journey.episode import Episode, Interval, episodes
from recommender.journey.parts import (
    ChannelUse,
    Conclusion,
    Consumption,
    Fact,
    Incident,
    JobTrace,
    Touch,
)
from recommender.model.instant import Instant

TRAIL = 40
"""How many touches the trail keeps."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Treat the mappings as frozen: they are shared between a journey and those made from it."""

    consumption: Mapping[str, Consumption] = field(default_factory=dict)
    """By offer. What it says about jobs and personas is read through the tags of today."""
    evidence: Mapping[str, int] = field(default_factory=dict)
    """Masses of what acts said by themselves: ``job:``, ``persona:``, ``topic:``, ``channel:``."""
    jobs: Mapping[str, JobTrace] = field(default_factory=dict)
    """When acts named a job by themselves."""
    channels: Mapping[str, ChannelUse] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    incidents: Mapping[str, Incident] = field(default_factory=dict)
    """By subject; an incident without one is kept under the empty text."""
    trail: tuple[Touch, ...] = ()
    """The latest touches, oldest first."""
    intervals: tuple[Interval, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()

    @staticmethod
    def empty() -> "Journey":
        return _EMPTY

    @property
    def episodes(self) -> tuple[Episode, ...]:
        """Oldest first."""
        return episodes(self.intervals, self.conclusions)

    @property
    def first(self) -> Touch | None:
        return self.intervals[0].entry if self.intervals else None

    @property
    def last(self) -> Touch | None:
        return self.intervals[-1].exit if self.intervals else None

    def as_of(self, now: Instant) -> Instant:
        """The time to read at: a summary cannot forget, so never before its last touch."""
        return max(now, self.last.at) if self.last else now


_EMPTY = Journey()

"""Episodes: where a journey was entered, where it was left, and how that ended (R2, R10).

Touches no further apart than a gap form an interval. Intervals of two parts of a log, closed again
under the gap, are the intervals of the whole, because each is dense by itself: they merge exactly.
Conclusions are kept beside them and find their episode only when read, for an interval cannot be
split after the fact, and a vendor's bookkeeping must not bridge a buyer's pause.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from recommender.journey.parts import Conclusion, StatedMotion, Touch
from recommender.model.instant import DAY, Instant
from recommender.model.vocabulary import Motion, Outcome

GAP = 30 * DAY
"""A pause longer than this ends an episode."""


class Interval(NamedTuple):
    """Touches without a pause between them."""

    entry: Touch
    exit: Touch
    acts: int
    motion: StatedMotion | None

    def join(self, other: "Interval") -> "Interval":
        return Interval(
            min(self.entry, other.entry),
            max(self.exit, other.exit),
            self.acts + other.acts,
            _latest(self.motion, other.motion),
        )


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch of a journey, from entry to exit, with what it came to."""

    start: Instant
    end: Instant
    acts: int
    entry: Touch | None
    """The first and the last touch; ``None`` if the buyer bought or declined unseen (R3)."""
    exit: Touch | None
    motion: Motion | None
    """As stated last."""
    outcome: Outcome | None
    """Of the last conclusion since the episode began and before the next one did."""
    reason: str | None


def close(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same touches with every pause that is short enough bridged, in order of time."""
    closed: list[Interval] = []
    for interval in sorted(intervals, key=itemgetter(0)):
        if closed and interval.entry.at - closed[-1].exit.at <= GAP:
            closed[-1] = closed[-1].join(interval)
        else:
            closed.append(interval)
    return tuple(closed)


def episodes(
    intervals: tuple[Interval, ...], conclusions: tuple[Conclusion, ...]
) -> tuple[Episode, ...]:
    """Every conclusion told with the last interval that began before it, both in order of time."""

    def begun(conclusion: Conclusion) -> int:
        return sum(interval.entry.at <= conclusion.at for interval in intervals)

    ended = {count: tuple(group) for count, group in groupby(conclusions, begun)}
    told = [_unseen(ended[0])] if 0 in ended else []
    told += [_told(one, ended.get(count, ())) for count, one in enumerate(intervals, 1)]
    return tuple(told)


def _latest(one: StatedMotion | None, other: StatedMotion | None) -> StatedMotion | None:
    if one is None or other is None:
        return one or other
    return max(one, other)


def _told(interval: Interval, conclusions: tuple[Conclusion, ...]) -> Episode:
    last = conclusions[-1] if conclusions else None
    return Episode(
        start=interval.entry.at,
        end=interval.exit.at,
        acts=interval.acts,
        entry=interval.entry,
        exit=interval.exit,
        motion=_motion(interval.motion, conclusions),
        outcome=last and last.outcome,
        reason=last and last.reason,
    )


def _unseen(conclusions: tuple[Conclusion, ...]) -> Episode:
    last = conclusions[-1]
    return Episode(
        start=conclusions[0].at,
        end=last.at,
        acts=0,
        entry=None,
        exit=None,
        motion=_motion(None, conclusions),
        outcome=last.outcome,
        reason=last.reason,
    )


def _motion(stated: StatedMotion | None, conclusions: tuple[Conclusion, ...]) -> Motion | None:
    said = [StatedMotion(c.at, c.id, c.motion) for c in conclusions if c.motion is not None]
    latest = max(said if stated is None else [*said, stated], default=None)
    return latest and latest.motion

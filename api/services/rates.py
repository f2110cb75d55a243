"""How much each caller may ask for in a while: a bucket for each, that fills as time goes by.

A bucket holds what a minute may cost and is full at first, so that a burst is nobody's fault. The
buckets are of this process alone: behind n processes a caller has up to n times as much.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from math import ceil

from recommender import MINUTE, SECOND, Instant

REMEMBERED = 4096
"""Callers; one that has not asked for longest has a full bucket again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a caller has left after it asked."""

    quota: int
    """Cost a minute."""
    left: int
    full_in: int
    """Whole seconds until all of it is there again."""
    wait: int
    """Whole seconds until what was asked for can be paid; 0 if it was."""


class Rates:
    def __init__(self, quota: int) -> None:
        self._quota = quota
        self._buckets: OrderedDict[Hashable, tuple[float, Instant]] = OrderedDict()

    def charge(self, caller: Hashable, cost: int, now: Instant) -> Standing:
        """Takes the cost if it is there, and nothing if it is not; never more than a bucket."""
        cost = min(cost, self._quota)
        left, since = self._buckets.pop(caller, (float(self._quota), now))
        gained = self._quota * max(now - since, 0) / MINUTE
        left = min(left + gained, float(self._quota))
        missing = max(cost - left, 0.0)
        left -= 0 if missing else cost
        self._buckets[caller] = (left, max(now, since))
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return Standing(
            self._quota, int(left), self._seconds(self._quota - left), self._seconds(missing)
        )

    def _seconds(self, cost: float) -> int:
        return ceil(cost / self._quota * (MINUTE / SECOND))

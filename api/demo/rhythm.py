"""When business buyers are at work: weekdays, office hours, quiet Augusts and Decembers."""

from datetime import UTC, datetime
from functools import lru_cache
from random import Random

from recommender import DAY, HOUR, Instant

WEEKDAYS = (1.0, 1.2, 1.15, 1.05, 0.75, 0.12, 0.16)
MONTHS = (0.95, 1.0, 1.1, 1.0, 1.05, 0.95, 0.75, 0.65, 1.15, 1.2, 1.1, 0.6)
HOURS = (1, 1, 0, 0, 0, 1, 3, 8, 14, 16, 15, 11, 8, 12, 14, 12, 9, 5, 3, 3, 4, 4, 3, 2)
THURSDAY, FRIDAY = 3, 4
"""Weekdays count from Monday; day 0 was a Thursday."""


def weekday(day: int) -> int:
    return (day + THURSDAY) % 7


@lru_cache(maxsize=1024)
def busyness(day: int) -> float:
    """How much happens on the day, beside an ordinary Monday; days count from 1970."""
    month = datetime.fromtimestamp(day * DAY // 1000, UTC).month
    return WEEKDAYS[weekday(day)] * MONTHS[month - 1]


def moment(rng: Random, first: Instant, end: Instant) -> Instant:
    """A moment of work between two midnights, the second excluded."""
    days = range(first // DAY, max(end // DAY, first // DAY + 1))
    day = rng.choices(days, [busyness(day) for day in days])[0]
    hour = rng.choices(range(24), HOURS)[0]
    return Instant(day * DAY + hour * HOUR + rng.randrange(HOUR))


def moments(rng: Random, first: Instant, end: Instant, expected: float) -> list[Instant]:
    """About so many moments in the span, in their order."""
    count = int(expected) + (rng.random() < expected % 1)
    return sorted(moment(rng, first, end) for _ in range(count))

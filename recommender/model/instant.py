"""Points in time and spans, as whole milliseconds.

Whole numbers compare and add exactly, in any order, on any machine; a journey depends on that.
"""

from datetime import UTC, datetime, timedelta
from typing import NewType

Instant = NewType("Instant", int)
"""Milliseconds since 1970-01-01T00:00:00Z."""

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def instant_of(moment: datetime) -> Instant:
    """Of a moment with an offset; what is less than a millisecond is cut off.

    Raises:
        ValueError: It lies outside of the years 1 to 9999 in UTC, so nothing could write it again.
    """
    try:
        return Instant((moment.astimezone(UTC) - _EPOCH) // _MILLISECOND)
    except OverflowError:
        raise ValueError("outside of the years 1 to 9999 in UTC") from None


def moment_of(instant: int) -> datetime:
    """In UTC."""
    return _EPOCH + instant * _MILLISECOND


def iso_of(instant: int) -> str:
    """As ISO 8601 text, to the millisecond, in UTC."""
    return moment_of(instant).isoformat(timespec="milliseconds").replace("+00:00", "Z")

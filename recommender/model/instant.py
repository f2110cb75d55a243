"""Points in time and spans, as whole milliseconds.

Whole numbers compare and add exactly, in any order, on any machine; a journey depends on that.
"""

from typing import NewType

Instant = NewType("Instant", int)
"""Milliseconds since 1970-01-01T00:00:00Z."""

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

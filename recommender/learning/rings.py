"""For each offer the trails that took it up latest: the index of neighbours, always current.

An entry is never taken out. Whoever reads it sees that it is stale: the offer is not in that trail
any more.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place

REACH = 1024
"""How many of the latest trails are kept for an offer."""
FIRST = 4


class Rings(NamedTuple):
    """A block of a power of two of lines for each offer, used round and round once it is full."""

    starts: NDArray[np.int64]
    """Where the block of each offer begins in the arena."""
    counts: NDArray[np.int64]
    """How often the offer was taken up; the latest is at (count - 1) modulo the capacity."""
    lines: NDArray[np.int32]
    used: NDArray[np.int64]
    """How much of the arena is, in its only cell."""


def blank(offers: int, entries: int) -> Rings:
    return Rings(
        starts=np.zeros(offers, np.int64),
        counts=np.zeros(offers, np.int64),
        lines=np.empty(entries, np.int32),
        used=np.zeros(1, np.int64),
    )


@in_place
def capacity_of(count: int) -> int:
    """Of a ring that so many entries were put into."""
    capacity = FIRST
    while capacity < count and capacity < REACH:
        capacity *= 2
    return capacity


@in_place
def push(rings: Rings, offer: int, line: int) -> None:
    count = rings.counts[offer]
    if count == 0:
        rings.starts[offer] = rings.used[0]
        rings.used[0] += FIRST
    elif count < REACH and count == capacity_of(count):
        move(rings, offer, count)
    capacity = capacity_of(count + 1)
    rings.lines[rings.starts[offer] + (count & (capacity - 1))] = line
    rings.counts[offer] = count + 1


@in_place
def move(rings: Rings, offer: int, count: int) -> None:
    """A full block of this many entries goes where there is room for twice as many."""
    old, start = rings.starts[offer], rings.used[0]
    rings.used[0] += 2 * count
    for one in range(count):
        rings.lines[start + one] = rings.lines[old + one]
    rings.starts[offer] = start

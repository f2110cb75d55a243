"""Rows of weighted counts in one arena: what followed an offer, and what was seen beside it.

A row is a block of a power of two of entries, in the order of first sight. A row of some length has
an index beside it, an open-addressed table of its entries, so that a count finds its entry in a
step or two and a reader still runs through entries that lie end to end. A block that a row has
outgrown waits for the next row that grows to its size.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place

WIDTH = 2048
"""The most entries of a row that are kept; a full row drops its lighter half before it goes on."""
FIRST = 4
"""Entries of the smallest block."""
SHORT = 16
"""Up to so many entries are looked through; longer rows have an index."""
SIZES = 10
"""Blocks of 4, 8, ... 2,048 entries."""


HEAD = np.dtype([("start", "<i8"), ("total", "<f8"), ("capacity", "<i4"), ("filled", "<i4")])
"""Of a row: where its block begins, all that was ever counted in it, and how full the block is.

The total forgets nothing. A row without a block has no capacity.
"""
ENTRY = np.dtype([("column", "<i4"), ("weight", "<f4")])
"""Of a block: the other offer, and how much it counts; beyond 2^24 no more is added."""


class Rows(NamedTuple):
    """What lies in the arena beyond the filled part of a block does not count."""

    heads: NDArray[np.void]
    entries: NDArray[np.void]
    cells: NDArray[np.uint16]
    """The index, two cells for each entry: a place in the block, from one; zero is none."""
    free: NDArray[np.int64]
    """The first block that waits, for each size; -1 without one."""
    used: NDArray[np.int64]
    """How much of the arena is, in its only cell."""


def blank(rows: int, entries: int) -> Rows:
    return Rows(
        heads=np.zeros(rows, HEAD),
        entries=np.zeros(entries, ENTRY),
        cells=np.zeros(2 * entries, np.uint16),
        free=np.full(SIZES, -1, np.int64),
        used=np.zeros(1, np.int64),
    )


@in_place
def find(rows: Rows, row: int, column: int) -> int:
    """Where in the arena the entry is; -1 if there is none."""
    head = rows.heads[row]
    start, capacity = head["start"], head["capacity"]
    if capacity <= SHORT:
        for entry in range(start, start + head["filled"]):
            if rows.entries[entry]["column"] == column:
                return int(entry)
        return -1
    mask = 2 * capacity - 1
    cell = spread(column) & mask
    while True:
        place = rows.cells[2 * start + cell]
        if place == 0:
            return -1
        entry = start + place - 1
        if rows.entries[entry]["column"] == column:
            return int(entry)
        cell = (cell + 1) & mask


@in_place
def spread(column: int) -> int:
    """Bits of a number that neighbouring numbers do not share."""
    return (column * 2654435761) >> 15


@in_place
def add(rows: Rows, row: int, column: int, weight: float) -> None:
    head = rows.heads[row]
    head["total"] += weight
    entry = find(rows, row, column)
    if entry >= 0:
        rows.entries[entry]["weight"] += weight
        return
    if head["filled"] == head["capacity"]:
        if head["capacity"] == WIDTH:
            thin(rows, row)
        else:
            widen(rows, row)
    append(rows, row, column, weight)


@in_place
def append(rows: Rows, row: int, column: int, weight: float) -> None:
    """To a block that has room."""
    head = rows.heads[row]
    place = head["filled"]
    entry = rows.entries[head["start"] + place]
    entry["column"] = column
    entry["weight"] = weight
    head["filled"] = place + 1
    if head["capacity"] > SHORT:
        point(rows, row, place)


@in_place
def point(rows: Rows, row: int, place: int) -> None:
    """Make the index of a block lead to one of its entries."""
    head = rows.heads[row]
    start, mask = head["start"], 2 * head["capacity"] - 1
    cell = spread(rows.entries[start + place]["column"]) & mask
    while rows.cells[2 * start + cell] != 0:
        cell = (cell + 1) & mask
    rows.cells[2 * start + cell] = place + 1


@in_place
def point_all(rows: Rows, row: int) -> None:
    head = rows.heads[row]
    if head["capacity"] > SHORT:
        rows.cells[2 * head["start"] : 2 * (head["start"] + head["capacity"])] = 0
        for place in range(head["filled"]):
            point(rows, row, place)


@in_place
def widen(rows: Rows, row: int) -> None:
    """Move the row to a block of twice the size."""
    head = rows.heads[row]
    old, capacity = head["start"], head["capacity"]
    start = take(rows, max(2 * capacity, FIRST))
    for place in range(head["filled"]):
        rows.entries[start + place] = rows.entries[old + place]
    head["start"] = start
    head["capacity"] = max(2 * capacity, FIRST)
    point_all(rows, row)
    if capacity:
        leave(rows, old, capacity)


@in_place
def size_of(capacity: int) -> int:
    size = 0
    while FIRST << size < capacity:
        size += 1
    return size


@in_place
def take(rows: Rows, capacity: int) -> int:
    """A block of this size: one that waits, or else the next of the arena."""
    size = size_of(capacity)
    start = rows.free[size]
    if start >= 0:
        after = rows.entries[start]["column"]  # a waiting block holds where the next is
        rows.free[size] = FIRST * after if after >= 0 else -1
        return int(start)
    start = rows.used[0]
    rows.used[0] = start + capacity
    return int(start)


@in_place
def leave(rows: Rows, start: int, capacity: int) -> None:
    """Let the block wait for another row."""
    size = size_of(capacity)
    after = rows.free[size]
    rows.entries[start]["column"] = after // FIRST if after >= 0 else -1
    rows.free[size] = start


@in_place
def thin(rows: Rows, row: int) -> None:
    """Keep the heavier half, the older entry on a tie, in the order in which they were."""
    head = rows.heads[row]
    start, filled = head["start"], head["filled"]
    half = filled // 2
    least = largest(rows, row, half)
    ties, kept = half, 0
    for entry in range(start, start + filled):
        ties -= rows.entries[entry]["weight"] > least
    for entry in range(start, start + filled):
        weight = rows.entries[entry]["weight"]
        tied = weight == least and ties > 0
        ties -= tied
        if weight > least or tied:
            rows.entries[start + kept] = rows.entries[entry]
            kept += 1
    head["filled"] = kept
    point_all(rows, row)


@in_place
def largest(rows: Rows, row: int, rank: int) -> float:
    """The weight of this rank in a row, the heaviest first: found between zero and too much."""
    head = rows.heads[row]
    start, end = head["start"], head["start"] + head["filled"]
    low, high = 0.0, 1.0
    for entry in range(start, end):
        high = max(high, 2.0 * rows.entries[entry]["weight"])
    while True:
        middle = (low + high) / 2.0
        if middle in (low, high):
            return low
        heavier = 0
        for entry in range(start, end):
            heavier += rows.entries[entry]["weight"] >= middle
        if heavier >= rank:
            low = middle
        else:
            high = middle

"""The learned arrays as they are written down: what is in use, packed, and nothing else.

Where a row lies in the arena, or how much room there is, is not part of it: that would tell how
the log was cut into batches.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.arrays import Arrays
from recommender.learning.buyers import Buyers
from recommender.learning.rings import REACH, Rings, capacity_of
from recommender.learning.rows import ENTRY, Rows
from recommender.learning.tables import TABLES
from recommender.learning.trails import Trails

Named = dict[str, NDArray[Any]]
BY_OFFER = ("first_seen", "last_seen", "touched", "shown", "taken", "masses")
OVERALL = ("landmarks", "mass", "totals")


def record(arrays: Arrays, offers: int) -> Named:
    """Of so many offers, by name."""
    lines = int(arrays.buyers.ends[0])
    return {
        **_rows(arrays.rows, offers * TABLES),
        **_rings(arrays.rings, offers),
        **{name: getattr(arrays.tallies, name)[:offers] for name in BY_OFFER},
        **{name: getattr(arrays.tallies, name) for name in OVERALL},
        **_buyers(arrays.buyers, lines),
        **_trails(arrays.trails, lines),
    }


def _rows(rows: Rows, count: int) -> Named:
    filled = np.ascontiguousarray(rows.heads["filled"][:count])
    entries = int(filled.sum())
    packed = np.zeros(entries, ENTRY)
    pack_rows(rows, count, packed)
    return {
        "filled": filled,
        "counted": np.ascontiguousarray(rows.heads["total"][:count]),
        "columns": np.ascontiguousarray(packed["column"]),
        "weights": np.ascontiguousarray(packed["weight"]),
    }


def _rings(rings: Rings, offers: int) -> Named:
    counts = rings.counts[:offers]
    takers = np.zeros(int(np.minimum(counts, REACH).sum()), np.int32)
    pack_rings(rings, offers, takers)
    return {"taken_up": counts, "takers": takers}


def _buyers(buyers: Buyers, lines: int) -> Named:
    chain = np.zeros(lines, np.int32)
    pack_chain(buyers, chain)
    return {"buyers": buyers.ids[:lines], "chain": chain}


def _trails(trails: Trails, lines: int) -> Named:
    lengths, waiting = trails.lengths[:lines], trails.waiting[:lines]
    steps = within(lengths, trails.offers.shape[1])
    return {
        "lengths": lengths,
        "steps": trails.offers[:lines][steps],
        "times": trails.times[:lines][steps],
        "waiting": waiting,
        "pending": trails.pending[:lines][within(waiting, trails.pending.shape[1])],
    }


def within(lengths: NDArray[np.int32], width: int) -> NDArray[np.bool_]:
    """Which cells of a table are in use, line by line."""
    return np.asarray(np.arange(width) < lengths[:, None])


@in_place
def pack_rows(rows: Rows, count: int, entries: NDArray[np.void]) -> None:
    packed = 0
    for row in range(count):
        head = rows.heads[row]
        for entry in range(head["start"], head["start"] + head["filled"]):
            entries[packed] = rows.entries[entry]
            packed += 1


@in_place
def pack_rings(rings: Rings, offers: int, takers: NDArray[np.int32]) -> None:
    """Each ring from the oldest entry to the latest."""
    packed = 0
    for offer in range(offers):
        count = rings.counts[offer]
        mask = capacity_of(count) - 1
        for one in range(max(count - REACH, 0), count):
            takers[packed] = rings.lines[rings.starts[offer] + (one & mask)]
            packed += 1


@in_place
def pack_chain(buyers: Buyers, chain: NDArray[np.int32]) -> None:
    """From the one quiet for longest to the one who acted latest."""
    line = buyers.ends[1]
    for one in range(len(chain)):
        chain[one] = line
        line = buyers.newer[line]

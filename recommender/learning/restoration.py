"""Arrays from their record. Nothing in it is taken on trust: a loop over them checks no bounds."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning import buyers, rings, rows, tallies, trails
from recommender.learning.arrays import Arrays
from recommender.learning.buyers import Buyers, call, index
from recommender.learning.fold import MOST_ENTRIES
from recommender.learning.record import BY_OFFER, OVERALL, Named, within
from recommender.learning.rings import REACH, Rings, capacity_of
from recommender.learning.rows import FIRST, WIDTH, Rows, append, take
from recommender.learning.tables import TABLES
from recommender.learning.tallies import Tallies
from recommender.learning.trails import LENGTH, PENDING, Trails


def restored(named: Named, offers: int) -> Arrays:
    """As they were recorded.

    Raises:
        LookupError, ValueError: this is no such record.
    """
    lines = len(named["lengths"])
    return Arrays(
        rows=_rows(named, offers),
        trails=_trails(named, lines, offers),
        buyers=_buyers(named, lines),
        rings=_rings(named, lines, offers),
        tallies=_tallies(named, offers),
    )


def _rows(named: Named, offers: int) -> Rows:
    filled, counted = named["filled"], named["counted"]
    columns, weights = named["columns"], named["weights"]
    _shaped(filled, np.int32, offers * TABLES)
    _shaped(counted, np.float64, offers * TABLES)
    _between(filled, 0, WIDTH + 1)
    _shaped(columns, np.int32, int(filled.sum()))
    _shaped(weights, np.float32, int(filled.sum()))
    _between(columns, 0, offers)
    _finite(counted, weights)
    whole = rows.blank(offers * TABLES, 2 * len(columns) + FIRST * len(filled) + MOST_ENTRIES)
    whole.heads["total"] = counted
    lay_rows(whole, filled, columns, weights)
    return whole


def _rings(named: Named, lines: int, offers: int) -> Rings:
    counts, takers = named["taken_up"], named["takers"]
    _shaped(counts, np.int64, offers)
    _between(counts, 0, np.iinfo(np.int64).max)
    _shaped(takers, np.int32, int(np.minimum(counts, REACH).sum()))
    _between(takers, 0, lines)
    whole = rings.blank(offers, 2 * len(takers) + FIRST * offers + REACH)
    whole.counts[:] = counts
    lay_rings(whole, takers)
    return whole


def _tallies(named: Named, offers: int) -> Tallies:
    blank = tallies.blank(offers)
    for name in (*BY_OFFER, *OVERALL):
        array = getattr(blank, name)
        _shaped(named[name], array.dtype, *array.shape)
        array[:] = named[name]
    _finite(blank.masses, blank.mass)
    return blank


def _buyers(named: Named, lines: int) -> Buyers:
    _shaped(named["buyers"], np.int64, lines, 2)
    _shaped(named["chain"], np.int32, lines)
    whole = buyers.blank(max(lines, 1))
    whole.ids[:lines] = named["buyers"]
    whole.ends[0] = lines
    index(whole)
    once = np.array_equal(np.sort(named["chain"]), np.arange(lines))
    if not once or np.count_nonzero(whole.cells) != lines:
        raise ValueError("a buyer is recorded twice")
    lay_chain(whole, named["chain"])
    return whole


def _trails(named: Named, lines: int, offers: int) -> Trails:
    lengths, waiting = named["lengths"], named["waiting"]
    _shaped(lengths, np.int32, lines)
    _shaped(waiting, np.int32, lines)
    _between(lengths, 0, LENGTH + 1)
    _between(waiting, 0, PENDING + 1)
    _between(named["steps"], 0, offers)
    _between(named["pending"], 0, offers)
    whole = trails.blank(max(lines, 1))
    whole.lengths[:lines] = lengths
    whole.waiting[:lines] = waiting
    steps = within(whole.lengths, LENGTH)
    whole.offers[steps] = _shaped(named["steps"], np.int32, int(lengths.sum()))
    whole.times[steps] = _shaped(named["times"], np.int64, int(lengths.sum()))
    exposed = within(whole.waiting, PENDING)
    whole.pending[exposed] = _shaped(named["pending"], np.int32, int(waiting.sum()))
    return whole


def _shaped(array: NDArray[Any], kind: Any, *shape: int) -> NDArray[Any]:
    if array.dtype != kind or array.shape != shape:
        raise ValueError(f"{array.dtype} of {array.shape}, where {kind} of {shape} is needed")
    return array


def _between(array: NDArray[Any], least: int, end: int) -> None:
    if len(array) and not (least <= array.min() and array.max() < end):
        raise ValueError(f"a number is not between {least} and {end}")


def _finite(*arrays: NDArray[np.floating]) -> None:
    if not all(np.isfinite(array).all() for array in arrays):
        raise ValueError("a number is none")


@in_place
def lay_rows(
    rows: Rows,
    filled: NDArray[np.int32],
    columns: NDArray[np.int32],
    weights: NDArray[np.float32],
) -> None:
    laid = 0
    for row in range(len(filled)):
        if filled[row]:
            capacity = FIRST
            while capacity < filled[row]:
                capacity *= 2
            head = rows.heads[row]
            head["start"], head["capacity"] = take(rows, capacity), capacity
            for entry in range(laid, laid + filled[row]):
                append(rows, row, columns[entry], weights[entry])
            laid += filled[row]


@in_place
def lay_rings(rings: Rings, takers: NDArray[np.int32]) -> None:
    laid = 0
    for offer in range(len(rings.counts)):
        count = rings.counts[offer]
        start, capacity = rings.used[0], capacity_of(count)
        if count:
            rings.starts[offer] = start
            rings.used[0] += capacity
        for one in range(max(count - REACH, 0), count):
            rings.lines[start + (one & (capacity - 1))] = takers[laid]
            laid += 1


@in_place
def lay_chain(buyers: Buyers, chain: NDArray[np.int32]) -> None:
    for line in chain:
        buyers.older[line] = buyers.newer[line] = -1
    for line in chain:
        call(buyers, line)

"""Room for what comes: capacities double, so that an act pays for little copying on average.

What is copied is all that is in use, so that room never shows in what was learned.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.learning.arrays import Arrays
from recommender.learning.buyers import cells_for, index
from recommender.learning.fold import MOST_ENTRIES
from recommender.learning.rings import REACH
from recommender.learning.tables import TABLES
from recommender.learning.tallies import Tallies
from recommender.learning.trails import Trails

_FIRST_LINES = 64


def for_offers(arrays: Arrays, offers: int) -> Arrays:
    """The same, with room for so many offers."""
    present = len(arrays.tallies.touched)
    if offers <= present:
        return arrays
    offers = max(offers, 2 * present)
    rows, rings, tallies = arrays.rows, arrays.rings, arrays.tallies
    return arrays._replace(
        rows=rows._replace(heads=_longer(rows.heads, offers * TABLES)),
        rings=rings._replace(
            starts=_longer(rings.starts, offers), counts=_longer(rings.counts, offers)
        ),
        tallies=_more(tallies, offers),
    )


def for_acts(arrays: Arrays, most_lines: int) -> Arrays:
    """The same, with room for one act more at the least."""
    return _for_lines(_for_entries(arrays), most_lines)


def _for_entries(arrays: Arrays) -> Arrays:
    rows, rings = arrays.rows, arrays.rings
    entries = _enough(len(rows.entries), int(rows.used[0]) + MOST_ENTRIES)
    takers = _enough(len(rings.lines), int(rings.used[0]) + REACH)
    return arrays._replace(
        rows=rows._replace(
            entries=_longer(rows.entries, entries),
            cells=_longer(rows.cells, 2 * entries),
        ),
        rings=rings._replace(lines=_longer(rings.lines, takers)),
    )


def _for_lines(arrays: Arrays, most: int) -> Arrays:
    buyers, trails = arrays.buyers, arrays.trails
    present = len(buyers.older)
    if buyers.ends[0] < present or present >= most:
        return arrays
    lines = min(max(2 * present, _FIRST_LINES), most)
    wider = buyers._replace(
        ids=_longer(buyers.ids, lines),
        older=_longer(buyers.older, lines),
        newer=_longer(buyers.newer, lines),
        cells=np.zeros(cells_for(lines), np.int32),
    )
    index(wider)
    return arrays._replace(
        buyers=wider, trails=Trails(*[_longer(array, lines) for array in trails])
    )


def _more(tallies: Tallies, offers: int) -> Tallies:
    return tallies._replace(
        first_seen=_longer(tallies.first_seen, offers),
        last_seen=_longer(tallies.last_seen, offers),
        touched=_longer(tallies.touched, offers),
        shown=_longer(tallies.shown, offers),
        taken=_longer(tallies.taken, offers),
        masses=_longer(tallies.masses, offers),
    )


def _enough(present: int, needed: int) -> int:
    """No less than is needed; half as much again if it has to be more."""
    return present if needed <= present else max(needed, present + present // 2)


def _longer(array: NDArray[Any], length: int) -> NDArray[Any]:
    if length <= len(array):
        return array
    longer = np.zeros((length, *array.shape[1:]), array.dtype)
    longer[: len(array)] = array
    return longer

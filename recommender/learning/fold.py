"""What each act teaches: the one fold over the log, be it read whole or act by act."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.arrays import Arrays
from recommender.learning.buyers import NOBODY, call, engage, line_of
from recommender.learning.pairs import MOST, companions, sequels
from recommender.learning.rings import REACH, push
from recommender.learning.rows import WIDTH, add
from recommender.learning.tables import ANY, APART, SEQUELS
from recommender.learning.tallies import VISITS, enjoy, see
from recommender.learning.trails import answer, expose, forget, insert, place

MOST_ENTRIES = MOST * WIDTH
"""More than the rows that one act counts in can grow by."""
TOUCH, TAKEN, SHOWN, DISMISSED = 1, 2, 4, 8
"""What an act is, as bits."""


class Acts(NamedTuple):
    """Acts in the order of the log, as parallel arrays."""

    buyers: NDArray[np.int64]
    """The two halves of each id."""
    offers: NDArray[np.int32]
    times: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    motions: NDArray[np.int8]


@in_place
def fold(arrays: Arrays, acts: Acts, first: int, most_lines: int, pairs: NDArray[np.void]) -> int:
    """Learn from the acts, beginning with the first; which one there was no more room for.

    After the last of them that is their number. Each act is learned in whole or not at all.
    ``pairs`` is where those of one touch are written down: ``MOST`` of them.
    """
    for act in range(first, len(acts.offers)):
        if short(arrays, most_lines):
            return act
        learn(arrays, acts, act, pairs)
    return len(acts.offers)


@in_place
def short(arrays: Arrays, most_lines: int) -> bool:
    """Might the next act find no room?"""
    lines = len(arrays.buyers.older)
    return bool(
        arrays.rows.used[0] + MOST_ENTRIES > len(arrays.rows.entries)
        or arrays.rings.used[0] + REACH > len(arrays.rings.lines)
        or (arrays.buyers.ends[0] == lines and lines < most_lines)
    )


@in_place
def learn(arrays: Arrays, acts: Acts, act: int, pairs: NDArray[np.void]) -> None:
    offer, kind, trails = acts.offers[act], acts.kinds[act], arrays.trails
    line = line_for(arrays, acts.buyers[act, 0], acts.buyers[act, 1])
    if kind & SHOWN:
        arrays.tallies.shown[offer] += 1
        expose(trails, line, offer)
    elif kind & (DISMISSED | TAKEN):
        answered = answer(trails, line, offer)
        arrays.tallies.taken[offer] += answered and kind & TAKEN != 0
    if kind & TOUCH:
        touch(arrays, line, offer, acts.times[act], acts.motions[act], pairs)


@in_place
def line_for(arrays: Arrays, high: int, low: int) -> int:
    """The line of the buyer's trail, which now counts as the one used latest."""
    line = line_of(arrays.buyers, high, low)
    if line == NOBODY:
        line = engage(arrays.buyers, high, low)
        forget(arrays.trails, line)
    call(arrays.buyers, line)
    return line


@in_place
def touch(  # what an act is made of
    arrays: Arrays, line: int, offer: int, at: int, motion: int, pairs: NDArray[np.void]
) -> None:
    tallies, trails = arrays.tallies, arrays.trails
    see(tallies, offer, at)
    step = place(trails, line, offer, at)
    if step < 0:
        return
    length = trails.lengths[line]
    tallies.totals[VISITS] += length == 0
    enjoy(tallies, offer, at)
    trail = trails.offers[line, :length]
    found = sequels(pairs, 0, trail, step, offer, SEQUELS)
    if motion != ANY:
        found = sequels(pairs, found, trail, step, offer, APART + motion)
    found = companions(pairs, found, trail, offer)
    for pair in pairs[:found]:
        add(arrays.rows, pair["row"], pair["column"], pair["weight"])
    if insert(trails, line, step, offer, at):
        push(arrays.rings, offer, line)

"""Which line each buyer's trail is on, and which buyer has been quiet for longest."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place

NOBODY = -1


class Buyers(NamedTuple):
    """A directory of the buyers who acted latest; those are chained by their latest act."""

    ids: NDArray[np.int64]
    """The two halves of each id, by line."""
    older: NDArray[np.int32]
    """By line, who acted before; the one after is in the array below."""
    newer: NDArray[np.int32]
    cells: NDArray[np.int32]
    """An open-addressed table of lines, from one; zero is none."""
    ends: NDArray[np.int32]
    """How many lines are taken, the one quiet for longest, and the one who acted latest."""


def blank(lines: int) -> Buyers:
    return Buyers(
        ids=np.zeros((lines, 2), np.int64),
        older=np.zeros(lines, np.int32),
        newer=np.zeros(lines, np.int32),
        cells=np.zeros(cells_for(lines), np.int32),
        ends=np.array((0, NOBODY, NOBODY), np.int32),
    )


def cells_for(lines: int) -> int:
    """A power of two, and at least twice as many."""
    return 2 << max(lines - 1, 0).bit_length()


@in_place
def home(buyers: Buyers, high: int, low: int) -> int:
    """The cell where the search for an id begins."""
    return int((((high ^ low) & 0x7FFFFFFF) * 2654435761 >> 16) & (len(buyers.cells) - 1))


@in_place
def cell_of(buyers: Buyers, high: int, low: int) -> int:
    """The cell of an id, or the empty one where it would be."""
    cell = home(buyers, high, low)
    while buyers.cells[cell]:
        line = buyers.cells[cell] - 1
        if buyers.ids[line, 0] == high and buyers.ids[line, 1] == low:
            break
        cell = (cell + 1) & (len(buyers.cells) - 1)
    return cell


@in_place
def line_of(buyers: Buyers, high: int, low: int) -> int:
    """The line of a buyer; ``NOBODY`` if there is none."""
    return int(buyers.cells[cell_of(buyers, high, low)]) - 1


@in_place
def engage(buyers: Buyers, high: int, low: int) -> int:
    """A line for a buyer who has none: a new one, or that of who has been quiet for longest."""
    line = buyers.ends[0]
    if line < len(buyers.older):
        buyers.ends[0] = line + 1
        buyers.older[line] = buyers.newer[line] = NOBODY
    else:
        line = buyers.ends[1]
        vacate(buyers, line)
    seat(buyers, line, high, low)
    return int(line)


@in_place
def vacate(buyers: Buyers, line: int) -> None:
    """Take a line's buyer out of the table, so that no search stops short of a later one."""
    mask = len(buyers.cells) - 1
    hole = cell_of(buyers, buyers.ids[line, 0], buyers.ids[line, 1])
    cell = (hole + 1) & mask
    while buyers.cells[cell]:
        other = buyers.cells[cell] - 1
        wanted = home(buyers, buyers.ids[other, 0], buyers.ids[other, 1])
        if (cell - wanted) & mask >= (cell - hole) & mask:
            buyers.cells[hole] = buyers.cells[cell]
            hole = cell
        cell = (cell + 1) & mask
    buyers.cells[hole] = 0


@in_place
def call(buyers: Buyers, line: int) -> None:
    """This buyer acted latest."""
    if buyers.ends[2] == line:
        return
    older, newer = buyers.older[line], buyers.newer[line]
    if newer != NOBODY:  # the line is in the chain, and not at its end
        buyers.older[newer] = older
        if older == NOBODY:
            buyers.ends[1] = newer
        else:
            buyers.newer[older] = newer
    latest = buyers.ends[2]
    if latest == NOBODY:
        buyers.ends[1] = line
    else:
        buyers.newer[latest] = line
    buyers.older[line] = latest
    buyers.newer[line] = NOBODY
    buyers.ends[2] = line


@in_place
def seat(buyers: Buyers, line: int, high: int, low: int) -> None:
    """Give the line to a buyer who has none."""
    buyers.cells[cell_of(buyers, high, low)] = line + 1
    buyers.ids[line, 0] = high
    buyers.ids[line, 1] = low


@in_place
def index(buyers: Buyers) -> None:
    """Fill an empty table with all buyers there are."""
    for line in range(buyers.ends[0]):
        seat(buyers, line, buyers.ids[line, 0], buyers.ids[line, 1])

"""Which offers of a long shelf are worth a closer look: the best of each member, and who leads."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.retrieval.heap import Heap, offer
from recommender.learning.retrieval.members import COMPANIONS, DIRECT, NEIGHBOURS, RARE, RULES
from recommender.learning.retrieval.scratch import FOUND, Scratch

ALL = 400
"""On a shelf of so many offers every one is a candidate."""
BEST = 48
"""How many of each member are."""
ASKED = (RULES, DIRECT, COMPANIONS, NEIGHBOURS, RARE)
MOST = 512
"""There are never more, however many leaders come in."""


class Choice(NamedTuple):
    """Where candidates are collected: one for each view, empty between calls."""

    places: NDArray[np.int64]
    chosen: NDArray[np.bool_]
    """By place."""
    best: NDArray[np.int64]
    """The places of the best of each member, a heap each,"""
    values: NDArray[np.float64]
    """what the member says of them,"""
    held: NDArray[np.int64]
    """and how many they are."""


def choice(size: int) -> Choice:
    return Choice(
        places=np.zeros(MOST, np.int64),
        chosen=np.zeros(size, np.bool_),
        best=np.zeros((len(ASKED), BEST), np.int64),
        values=np.zeros((len(ASKED), BEST)),
        held=np.zeros(len(ASKED), np.int64),
    )


@in_place
def choose(
    scratch: Scratch, choice: Choice, open_: NDArray[np.bool_], leaders: NDArray[np.int64]
) -> int:
    """Fill in the candidates among the open places, in ascending order; how many they are."""
    count = 0
    find_best(scratch, choice, open_)
    for rank in range(len(ASKED)):
        for one in range(choice.held[rank]):
            count = admit(choice, count, choice.best[rank, one])
    for place in leaders:
        if open_[place]:
            count = admit(choice, count, place)
    sort(choice.places, count)
    for one in range(count):
        choice.chosen[choice.places[one]] = False
    return count


@in_place
def choose_all(choice: Choice, open_: NDArray[np.bool_]) -> int:
    count = 0
    for place in range(len(open_)):
        if open_[place] and count < MOST:
            choice.places[count] = place
            count += 1
    return count


@in_place
def admit(choice: Choice, count: int, place: int) -> int:
    if choice.chosen[place] or count == MOST:
        return count
    choice.chosen[place] = True
    choice.places[count] = place
    return count + 1


@in_place
def find_best(scratch: Scratch, choice: Choice, open_: NDArray[np.bool_]) -> None:
    """Leave the best of each member in its heap: in one go, for what was found lies far apart."""
    for rank in range(len(ASKED)):
        choice.held[rank] = 0
    for one in range(scratch.counters[FOUND]):
        place = scratch.found[one]
        if open_[place]:
            for rank in range(len(ASKED)):
                value = scratch.values[place, ASKED[rank]]
                if value > 0.0:
                    best = Heap(choice.best[rank], choice.values[rank])
                    choice.held[rank] = offer(best, choice.held[rank], value, place)


@in_place
def sort(places: NDArray[np.int64], count: int) -> None:
    """By shell sort, which needs no room."""
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for start in range(gap, count):
            place, hole = places[start], start
            while hole >= gap and places[hole - gap] > place:
                places[hole] = places[hole - gap]
                hole -= gap
            places[hole] = place
        gap //= 3

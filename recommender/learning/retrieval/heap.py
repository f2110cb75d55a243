"""The best of many, by value; the lower place wins a tie."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place


class Heap(NamedTuple):
    """The least of the best is on top."""

    places: NDArray[np.int64]
    values: NDArray[np.float64]


def heap(best: int) -> Heap:
    """For so many."""
    return Heap(np.zeros(best, np.int64), np.zeros(best))


@in_place
def offer(heap: Heap, count: int, value: float, place: int) -> int:
    """Put it among the best if it is one of them; how many there are then."""
    if count < len(heap.places):
        rise(heap, count, value, place)
        return count + 1
    if better(value, place, heap.values[0], heap.places[0]):
        sink(heap, value, place)
    return count


@in_place
def better(value: float, place: int, than: float, there: int) -> bool:
    return value > than or (value == than and place < there)


@in_place
def rise(heap: Heap, hole: int, value: float, place: int) -> None:
    """From the end of the heap up, as long as it is less than what is above."""
    while hole > 0:
        above = (hole - 1) // 2
        if better(value, place, heap.values[above], heap.places[above]):
            break
        heap.values[hole], heap.places[hole] = heap.values[above], heap.places[above]
        hole = above
    heap.values[hole], heap.places[hole] = value, place


@in_place
def sink(heap: Heap, value: float, place: int) -> None:
    """From the place of the least down, as long as there is less below."""
    count, hole = len(heap.places), 0
    while 2 * hole + 1 < count:
        below = 2 * hole + 1
        other = below + 1
        if other < count and better(
            heap.values[below], heap.places[below], heap.values[other], heap.places[other]
        ):
            below = other
        if better(heap.values[below], heap.places[below], value, place):
            break
        heap.values[hole], heap.places[hole] = heap.values[below], heap.places[below]
        hole = below
    heap.values[hole], heap.places[hole] = value, place

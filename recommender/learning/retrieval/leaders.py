"""Who leads whoever asks: the most popular, ever and lately, and the newest."""

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.retrieval.ground import Ground
from recommender.learning.retrieval.heap import Heap, heap, offer
from recommender.learning.tallies import HALF_LIVES, Tallies

EACH = 24
"""How many of each kind lead."""
KINDS = 2 + len(HALF_LIVES)


def leaders(tallies: Tallies, ground: Ground) -> NDArray[np.int64]:
    """Their places, by touches in all and at each speed of forgetting, and by first sight.

    Masses keep their order as they age, so that it does not matter when this is asked.
    """
    best, found = heap(EACH), np.zeros(KINDS * EACH, np.int64)
    count = lead(tallies, ground, best, found)
    return np.unique(found[:count])


@in_place
def lead(tallies: Tallies, ground: Ground, best: Heap, found: NDArray[np.int64]) -> int:
    count = 0
    for kind in range(KINDS):
        held = 0
        for number in range(len(ground.places)):
            place, value = ground.places[number], standing(tallies, kind, number)
            if value > 0.0 and place < len(ground.numbers):
                held = offer(best, held, value, place)
        for one in range(held):
            found[count] = best.places[one]
            count += 1
    return count


@in_place
def standing(tallies: Tallies, kind: int, number: int) -> float:
    if kind == 0:
        return float(tallies.touched[number])
    if kind == 1:
        return float(tallies.first_seen[number])
    return float(tallies.masses[number, kind - 2])

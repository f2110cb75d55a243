"""The table that members are gathered in: one for each view, cleared line by line after use."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.retrieval.members import LAST_LIFT, LIFT, MEMBERS
from recommender.learning.trails import LENGTH


class Scratch(NamedTuple):
    values: NDArray[np.float64]
    """One line a place, and one for all that is beside the shelf; one column a member."""
    reached: NDArray[np.bool_]
    """Which lines are in use."""
    found: NDArray[np.int64]
    """Their places, in the order in which they were reached."""
    steps: NDArray[np.int8]
    """By offer number: which step of the trail it is, from one; zero is none."""
    rarities: NDArray[np.float64]
    """By step of the trail: what it counts for where a trail shares it."""
    met: NDArray[np.int64]
    """By line of a trail: the round in which it was last a neighbour."""
    counters: NDArray[np.int64]
    """How many places are found, and which round it is."""


FOUND, ROUND = range(2)


def scratch(size: int) -> Scratch:
    """For a shelf of this size."""
    reached = np.zeros(size + 1, np.bool_)
    reached[size] = True  # what is beside the shelf is never found
    return Scratch(
        values=np.zeros((size + 1, MEMBERS)),
        reached=reached,
        found=np.zeros(size, np.int64),
        steps=np.zeros(0, np.int8),
        rarities=np.zeros(LENGTH),
        met=np.zeros(0, np.int64),
        counters=np.zeros(2, np.int64),
    )


def wider(scratch: Scratch, offers: int, lines: int) -> Scratch:
    """With room for so many offer numbers and trails."""
    if len(scratch.steps) < offers:
        scratch = scratch._replace(steps=np.zeros(offers, np.int8))
    if len(scratch.met) < lines:
        scratch = scratch._replace(met=np.zeros(lines, np.int64))
    return scratch


@in_place
def reach(scratch: Scratch, place: int) -> None:
    """Use the line of this place."""
    if not scratch.reached[place]:
        scratch.reached[place] = True
        scratch.values[place, LIFT] = scratch.values[place, LAST_LIFT] = 1.0
        scratch.found[scratch.counters[FOUND]] = place
        scratch.counters[FOUND] += 1


@in_place
def clear(scratch: Scratch) -> None:
    for one in range(scratch.counters[FOUND]):
        place = scratch.found[one]
        scratch.reached[place] = False
        for member in range(MEMBERS):
            scratch.values[place, member] = 0.0
    scratch.counters[FOUND] = 0
    scratch.values[len(scratch.values) - 1] = 0.0

"""The trails that are like this one, and where they went.

VSTAN (Ludewig and others 2021) over the live trails, the latest of each step first; formulas in
the functions. A trail is found by its steps: by the last step first, then by the one before.
"""

from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.arrays import Arrays
from recommender.learning.retrieval.asked import Asked
from recommender.learning.retrieval.ground import Ground
from recommender.learning.retrieval.members import LIKENESS, NEIGHBOURS
from recommender.learning.retrieval.scratch import ROUND, Scratch, reach
from recommender.learning.rings import REACH, capacity_of
from recommender.learning.trails import LENGTH, Trails
from recommender.model.instant import DAY

SAMPLE = 256
"""How many trails are looked at."""
LATEST = 10
"""How many steps are asked for trails."""
REACH_BACK = 5.0
"""In so many steps the weight of a step falls to 1/e, in the trail and beside the shared step."""
AGE = 80 * DAY
"""In such a time that of a trail does."""

NEARNESS: NDArray[np.float64] = np.exp(-np.arange(LENGTH) / REACH_BACK)


@in_place
def gather_neighbours(arrays: Arrays, ground: Ground, scratch: Scratch, asked: Asked) -> int:
    """How many trails were found."""
    steps = len(asked.numbers)
    for step in range(steps):
        if asked.numbers[step] >= 0:
            scratch.steps[asked.numbers[step]] = step + 1
    scratch.counters[ROUND] += 1
    found = 0
    for age in range(min(LATEST, steps)):
        number = asked.numbers[steps - 1 - age]
        if number >= 0 and found < SAMPLE:
            found = visit(arrays, ground, scratch, asked, number, found)
    for number in asked.numbers:
        if number >= 0:
            scratch.steps[number] = 0
    return found


@in_place
def visit(
    arrays: Arrays, ground: Ground, scratch: Scratch, asked: Asked, number: int, found: int
) -> int:
    """The latest trails that took up one step."""
    rings, trails = arrays.rings, arrays.trails
    count = rings.counts[number]
    start, mask = rings.starts[number], capacity_of(count) - 1
    for one in range(min(count, REACH)):
        line = rings.lines[start + ((count - 1 - one) & mask)]
        if scratch.met[line] != scratch.counters[ROUND]:
            scratch.met[line] = scratch.counters[ROUND]
            found += meet(trails, ground, scratch, asked, line)
            if found == SAMPLE:
                break
    return found


@in_place
def meet(trails: Trails, ground: Ground, scratch: Scratch, asked: Asked, line: int) -> int:
    """1 if the trail is a neighbour, 0 if it has no step of this one any more."""
    length, steps = trails.lengths[line], len(asked.numbers)
    shared, weight, star, latest = 0, 0.0, -1, 0
    for place in range(length):
        step = scratch.steps[trails.offers[line, place]]
        if step:
            shared += 1
            weight += NEARNESS[steps - step]
            star = place
            latest = max(latest, step)
    if shared == 0:
        return 0
    age = max(asked.now - trails.times[line, length - 1], 0)
    alike = weight / sqrt(length) * exp(-age / AGE) * NEARNESS[steps - latest]
    overlap = shared * shared / length
    for place in range(length):
        offer = trails.offers[line, place]
        if scratch.steps[offer] == 0:
            spot = ground.places[offer]
            reach(scratch, spot)
            scratch.values[spot, NEIGHBOURS] += alike * NEARNESS[abs(place - star)]
            scratch.values[spot, LIKENESS] += overlap
    return 1

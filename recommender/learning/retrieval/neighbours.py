"""The trails that are like this one, and where they went.

VSTAN (Ludewig and others 2021) over the live trails, the latest of each step first; formulas in
the functions. A trail is found by its steps: by the last step first, then by the one before.
"""

from math import exp, log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.arrays import Arrays
from recommender.learning.retrieval.asked import Asked
from recommender.learning.retrieval.ground import Ground, place_of
from recommender.learning.retrieval.members import (
    ALIKE,
    CLOSE,
    DIRECT,
    LIKENESS,
    NEIGHBOURS,
    RARE,
)
from recommender.learning.retrieval.scratch import ROUND, Scratch, reach
from recommender.learning.rings import REACH, capacity_of
from recommender.learning.trails import LENGTH
from recommender.model.instant import DAY

BUDGET = 2_000
"""How many steps of other trails are looked at in all: some hundred trails."""
WIDE, WIDE_BUDGET = 400, 8_000
"""On a longer shelf more are: there each offer is in fewer trails, and a decision takes longer."""
LATEST = 10
"""How many steps are asked for trails."""
REACH_BACK = 5.0
"""In so many steps the weight of a step falls to 1/e, in the trail and beside the shared step."""
AGE = 80 * DAY
"""In such a time that of a trail does."""

NEARNESS: NDArray[np.float64] = np.exp(-np.arange(LENGTH) / REACH_BACK)


class Shared(NamedTuple):
    """What a trail has in common with the one that is asked about."""

    steps: int
    weight: float
    """Σ over shared steps of how near to the end of the trail asked about they are."""
    rarity: float
    """Σ over shared steps of 1 / log(2 + trails that hold it)."""
    star: int
    """The last shared step, by its place in the other trail."""
    latest: int
    """The latest shared step, by its place in the trail asked about, from one."""


@in_place
def gather_neighbours(arrays: Arrays, ground: Ground, scratch: Scratch, asked: Asked) -> int:
    """How many trails were found."""
    steps = len(asked.numbers)
    for step in range(steps):
        number = asked.numbers[step]
        if number >= 0:
            scratch.steps[number] = step + 1
            scratch.rarities[step] = 1.0 / log(2.0 + arrays.tallies.touched[number])
    scratch.counters[ROUND] += 1
    found, left = 0, BUDGET if len(scratch.values) <= WIDE else WIDE_BUDGET
    for age in range(min(LATEST, steps)):
        number = asked.numbers[steps - 1 - age]
        if number >= 0 and left > 0:
            more, left = visit(arrays, ground, scratch, asked, number, left)
            found += more
    for number in asked.numbers:
        if number >= 0:
            scratch.steps[number] = 0
    return found


@in_place
def visit(  # a kernel takes what it works on by position
    arrays: Arrays, ground: Ground, scratch: Scratch, asked: Asked, number: int, left: int
) -> tuple[int, int]:
    """The latest trails that took up one step: how many, and what is left of the budget."""
    rings, found = arrays.rings, 0
    count = rings.counts[number]
    start, mask = rings.starts[number], capacity_of(count) - 1
    for one in range(min(count, REACH)):
        line = rings.lines[start + ((count - 1 - one) & mask)]
        if scratch.met[line] == scratch.counters[ROUND]:
            continue
        scratch.met[line] = scratch.counters[ROUND]
        left -= arrays.trails.lengths[line]
        shared = compare(arrays, scratch, asked, line)
        if shared.steps:
            found += 1
            learn_from(arrays, ground, scratch, asked, line, shared)
        if left <= 0:
            break
    return found, left


@in_place
def compare(arrays: Arrays, scratch: Scratch, asked: Asked, line: int) -> Shared:
    trails, steps = arrays.trails, len(asked.numbers)
    count, weight, rarity, star, latest = 0, 0.0, 0.0, -1, 0
    for place in range(trails.lengths[line]):
        step = scratch.steps[np.uint32(trails.offers[line, place])]
        if step:
            count += 1
            weight += NEARNESS[steps - step]
            rarity += scratch.rarities[step - 1]
            star = place
            latest = max(latest, step)
    return Shared(count, weight, rarity, star, latest)


@in_place
def learn_from(  # a kernel takes what it works on by position
    arrays: Arrays, ground: Ground, scratch: Scratch, asked: Asked, line: int, shared: Shared
) -> None:
    """Similarity is weight / √length · e^(-age / AGE); the members say how it counts."""
    trails, steps = arrays.trails, len(asked.numbers)
    length = trails.lengths[line]
    age = max(asked.now - trails.times[line, length - 1], 0)
    similar = shared.weight / sqrt(length) * exp(-age / AGE)
    near = similar * NEARNESS[steps - shared.latest]
    overlap, rare = shared.steps**2 / length, shared.rarity**2 / length
    for place in range(length):
        offer = trails.offers[line, place]
        if scratch.steps[np.uint32(offer)] == 0:
            spot = place_of(ground, offer)
            reach(scratch, spot)
            scratch.values[spot, NEIGHBOURS] += near * NEARNESS[abs(place - shared.star)]
            scratch.values[spot, LIKENESS] += overlap
            scratch.values[spot, RARE] += rare
            scratch.values[spot, CLOSE] += similar**3
    if shared.latest == steps and shared.star + 1 < length:
        spot = place_of(ground, trails.offers[line, shared.star + 1])
        reach(scratch, spot)
        scratch.values[spot, DIRECT] += 1.0
        scratch.values[spot, ALIKE] += similar**2

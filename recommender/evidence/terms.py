"""The terms that come from the catalogue and from the journey, of each candidate.

The same whatever the buyer's need is. A term of zero says nothing.
"""

from collections.abc import Iterator
from math import log, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.evidence.asked import Asked
from recommender.evidence.lines import RANKED, TERMS
from recommender.journey import strength

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Marks = NDArray[np.bool_]
Note = tuple[int, int, float]

LATEST = 10
"""How many offers of the trail are asked for what is like them."""
RATE = 0.05
"""The rate of taking that a workspace is believed to have before any exposure."""
TOPIC, RESPONSE, CHANNEL, FORMAT, COLLEAGUE, FATIGUE = range(len(RANKED), len(TERMS))
NOBODY: Marks = np.zeros(0, np.bool_)
"""Where no offer is for certain channels alone."""
NOTHING: Floats = np.zeros((0, 3))


class Ground(NamedTuple):
    """What they are read from; all but the tallies, which go by number, go by place."""

    spots: Places
    """Where a place stands among the candidates; -1 if it does not."""
    like: Places
    cosines: Floats
    shown: Places
    taken: Places
    choosy: Marks
    """Which offers are for certain channels alone; nothing where none is."""
    barred: Marks
    """Which of them are for others than the channel of now."""
    formats: Places
    counts: Floats
    """Room for one number each format."""
    forwardable: Marks


@in_place
def fill_terms(  # noqa: PLR0913, PLR0917  # a kernel takes what it works on by position
    table: Floats,
    places: Places,
    numbers: Places,
    read: Places,
    acting_for: float,
    fade: float,
    exposures: float,
    ground: Ground,
) -> None:
    """``read`` are the places of the trail, oldest first; -1 of one that is not on the shelf."""
    liken(table[TOPIC], read, ground, fade)
    if len(ground.counts) > 1:
        prefer(table[FORMAT], places, read, ground)
    respond(table[RESPONSE], numbers, ground.shown, ground.taken, exposures)
    for one in range(len(places)):
        place = places[one]
        if len(ground.choosy) and ground.choosy[place] and not ground.barred[place]:
            table[CHANNEL, one] = 1.0
        if ground.forwardable[place]:
            table[COLLEAGUE, one] = acting_for


@in_place
def liken(line: Floats, read: Places, ground: Ground, fade: float) -> None:
    """The cosines to the latest offers: a mean, in which each step back counts less by ``fade``."""
    steps = min(known(read), LATEST)
    part, step = 1.0 / sum_of(fade, steps), len(read)
    for _ in range(steps):
        step -= 1
        while read[step] < 0:
            step -= 1
        for near in range(ground.like.shape[1]):
            spot = ground.spots[ground.like[read[step], near]]
            if spot >= 0:
                line[spot] += part * ground.cosines[read[step], near]
        part *= fade


@in_place
def known(read: Places) -> int:
    count = 0
    for place in read:
        count += place >= 0
    return count


@in_place
def note(table: Floats, spots: Places, notes: Floats) -> None:
    """Add what the journey says of single offers."""
    for one in range(len(notes)):
        spot = spots[int(notes[one, 0])]
        if spot >= 0:
            table[int(notes[one, 1]), spot] += notes[one, 2]


@in_place
def sum_of(fade: float, steps: int) -> float:
    total, part = 0.0, 1.0
    for _ in range(steps):
        total += part
        part *= fade
    return total


@in_place
def respond(line: Floats, numbers: Places, shown: Places, taken: Places, exposures: float) -> None:
    """Log-odds of the offer's rate of being taken, against the workspace's rate."""
    all_shown, all_taken = 0, 0
    for number in range(len(shown)):
        all_shown += shown[number]
        all_taken += taken[number]
    if all_shown == 0:
        return
    rate = (all_taken + exposures * RATE) / (all_shown + exposures)
    rate = min(max(rate, 1e-3), 1.0 - 1e-3)
    usual = log(rate / (1.0 - rate))
    for one in range(len(numbers)):
        number = numbers[one]
        if number >= 0 and shown[number] > 0:
            left = max(shown[number] - taken[number], 0) + exposures * (1.0 - rate)
            line[one] = log((taken[number] + exposures * rate) / left) - usual


@in_place
def prefer(line: Floats, places: Places, read: Places, ground: Ground) -> None:
    """How much of the trail was of the offer's format."""
    for place in read:
        if place >= 0 and ground.formats[place] >= 0:
            ground.counts[ground.formats[place]] += 1.0
    steps = known(read)
    for one in range(len(places)):
        name = ground.formats[places[one]]
        if name >= 0:
            line[one] = ground.counts[name] / (steps + 2.0)


def noted(asked: Asked) -> Floats:
    """What the journey says of single offers: a place, a term, and what is added to it."""
    found = [*_mentioned(asked), *_tiring(asked)]
    return np.array(found) if found else NOTHING


def _mentioned(asked: Asked) -> Iterator[Note]:
    """Topics that acts named by themselves."""
    for key, mass in asked.journey.evidence.items():
        if key.startswith("topic:"):
            told = min(strength(mass, asked.now), 1.0)
            for place in asked.shelf.topics.get(key.removeprefix("topic:"), ()):
                yield place, TOPIC, told


def _tiring(asked: Asked) -> Iterator[Note]:
    """Exposures without an answer."""
    index = asked.shelf.index
    for key, one in asked.journey.consumption.items():
        if one.shown > one.count and key in index:
            yield index[key], FATIGUE, log1p(one.shown - one.count)

"""The terms that come from the catalogue and from the journey, of each candidate.

The same whatever the buyer's need is. A term of zero says nothing.
"""

from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.evidence.asked import Asked
from recommender.evidence.finding import Found
from recommender.evidence.lines import RANKED, TERMS
from recommender.evidence.settings import EvidenceSettings
from recommender.journey import strength

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Marks = NDArray[np.bool_]

LATEST = 10
"""How many offers of the trail are asked for what is like them."""
RATE = 0.05
"""The rate of taking that a workspace is believed to have before any exposure."""
TOPIC, RESPONSE, CHANNEL, FORMAT, COLLEAGUE, FATIGUE = range(len(RANKED), len(TERMS))
NOBODY: Marks = np.zeros(0, np.bool_)
"""Where no offer is for certain channels alone."""


def fill_terms(table: Floats, asked: Asked, found: Found, settings: EvidenceSettings) -> None:
    """Those that are the same for every buyer's need."""
    shelf, index, places = asked.shelf, asked.shelf.index, found.retrieved.places
    tallies, like = asked.view.memory.arrays.tallies, shelf.likeness
    channels = shelf.audience.channels
    otherwise = NOBODY if channels.otherwise is None else channels.otherwise
    _fill(
        table,
        places,
        found.retrieved.numbers,
        np.array([index[key] for key in found.trail if key in index], np.int64),
        like.places,
        like.cosines,
        settings.fade,
        tallies.shown,
        tallies.taken,
        settings.exposures,
        otherwise,
        channels.by_value.get(asked.context.channel, otherwise),
        shelf.formats.of_offer,
        np.zeros(len(shelf.formats.names)),
        shelf.forwardable,
        asked.acting_for,
    )
    _mention(table[TOPIC], places, asked)
    _tire(table[FATIGUE], places, asked)


@in_place
def _fill(  # noqa: PLR0913, PLR0917  # arrays one by one: a tuple of them costs more to hand over
    table: Floats,
    places: Places,
    numbers: Places,
    read: Places,
    like: Places,
    cosines: Floats,
    fade: float,
    shown: Places,
    taken: Places,
    exposures: float,
    choosy: Marks,
    barred: Marks,
    formats: Places,
    counts: Floats,
    forwardable: Marks,
    acting_for: float,
) -> None:
    """``read`` are the places of those offers of the trail that are on the shelf, oldest first."""
    if len(read):
        liken(table[TOPIC], places, read[max(len(read) - LATEST, 0) :], like, cosines, fade)
        if len(counts) > 1:
            prefer(table[FORMAT], places, read, formats, counts)
    respond(table[RESPONSE], numbers, shown, taken, exposures)
    for one in range(len(places)):
        place = places[one]
        if len(choosy) and choosy[place] and not barred[place]:
            table[CHANNEL, one] = 1.0
        if forwardable[place]:
            table[COLLEAGUE, one] = acting_for


@in_place
def liken(  # a kernel takes what it works on by position
    line: Floats, places: Places, latest: Places, like: Places, cosines: Floats, fade: float
) -> None:
    """The cosines to the latest offers: a mean, in which each step back counts less by ``fade``."""
    part = 1.0 / sum_of(fade, len(latest))
    for age in range(len(latest)):
        source = latest[len(latest) - 1 - age]
        for near in range(like.shape[1]):
            spot = spot_of(places, like[source, near])
            if spot >= 0:
                line[spot] += part * cosines[source, near]
        part *= fade


@in_place
def mention(line: Floats, places: Places, about: Places, told: float) -> None:
    for place in about:
        spot = spot_of(places, place)
        if spot >= 0:
            line[spot] += told


@in_place
def sum_of(fade: float, steps: int) -> float:
    total, part = 0.0, 1.0
    for _ in range(steps):
        total += part
        part *= fade
    return total


@in_place
def spot_of(places: Places, place: int) -> int:
    """Where a place stands among ascending ones; -1 if it does not."""
    low, high = 0, len(places)
    if place < high and places[place] == place:  # all that come before are there too
        return place
    while low < high:
        middle = (low + high) // 2
        if places[middle] < place:
            low = middle + 1
        else:
            high = middle
    return low if low < len(places) and places[low] == place else -1


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
def prefer(line: Floats, places: Places, read: Places, of_offer: Places, counts: Floats) -> None:
    """How much of the trail was of the offer's format."""
    for place in read:
        if of_offer[place] >= 0:
            counts[of_offer[place]] += 1.0
    for one in range(len(places)):
        name = of_offer[places[one]]
        if name >= 0:
            line[one] = counts[name] / (len(read) + 2.0)


def _mention(line: Floats, places: Places, asked: Asked) -> None:
    """Topics that acts named by themselves."""
    for key, mass in asked.journey.evidence.items():
        if key.startswith("topic:"):
            about = asked.shelf.topics.get(key.removeprefix("topic:"))
            if about is not None:
                mention(line, places, about, min(strength(mass, asked.now), 1.0))


def _tire(line: Floats, places: Places, asked: Asked) -> None:
    """Exposures without an answer."""
    index = asked.shelf.index
    for key, one in asked.journey.consumption.items():
        if one.shown > one.count and key in index:
            line[places == index[key]] = log1p(one.shown - one.count)

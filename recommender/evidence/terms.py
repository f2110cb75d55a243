"""The terms that come from the catalogue and from the journey, of each candidate.

The same whatever the buyer's need is. A term of zero says nothing.
"""

from math import log, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.evidence.asked import Asked
from recommender.evidence.finding import Found
from recommender.evidence.lines import TERMS
from recommender.evidence.settings import EvidenceSettings
from recommender.journey import strength
from recommender.learning.tallies import Tallies

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

LATEST = 10
"""How many offers of the trail are asked for what is like them."""
RATE = 0.05
"""The rate of taking that a workspace is believed to have before any exposure."""
_LINE = {name: line for line, name in enumerate(TERMS)}


class Site(NamedTuple):
    asked: Asked
    found: Found
    read: list[int]
    """The places of those offers of the trail that are on the shelf, oldest first."""

    @property
    def places(self) -> Places:
        return self.found.retrieved.places


def fill_terms(table: Floats, asked: Asked, found: Found, settings: EvidenceSettings) -> None:
    index = asked.shelf.index
    site = Site(asked, found, [index[key] for key in found.trail if key in index])
    _topic(site, table[_LINE["topic"]], settings)
    _response(site, table[_LINE["response"]], settings)
    _channel(site, table[_LINE["channel"]])
    _format(site, table[_LINE["format"]])
    if asked.acting_for:
        forwardable = asked.shelf.forwardable[site.places]
        np.multiply(forwardable, asked.acting_for, out=table[_LINE["colleague"]])
    _fatigue(site, table[_LINE["fatigue"]])


def _topic(site: Site, line: Floats, settings: EvidenceSettings) -> None:
    """The cosines to the offers of the trail, the latest above all; then the topics named."""
    shelf = site.asked.shelf
    if site.read:
        latest, like = np.array(site.read[-LATEST:], np.int64), shelf.likeness
        liken(line, site.places, latest, like.places, like.cosines, settings.fade)
    for key, mass in site.asked.journey.evidence.items():
        if key.startswith("topic:"):
            about = shelf.topics.get(key.removeprefix("topic:"))
            if about is not None:
                mention(line, site.places, about, min(strength(mass, site.asked.now), 1.0))


@in_place
def liken(  # a kernel takes what it works on by position
    line: Floats, places: Places, latest: Places, like: Places, cosines: Floats, fade: float
) -> None:
    """A mean over the latest offers: each step back counts less by ``fade``."""
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


def _response(site: Site, line: Floats, settings: EvidenceSettings) -> None:
    """Log-odds of the offer's rate of being taken, against the workspace's rate."""
    tallies = site.asked.view.memory.arrays.tallies
    shown = int(tallies.shown.sum())
    if shown:
        prior = settings.exposures
        rate = (float(tallies.taken.sum()) + prior * RATE) / (shown + prior)
        rate = min(max(rate, 1e-3), 1.0 - 1e-3)
        _respond(line, site.found.retrieved.numbers, tallies, prior, rate)


@in_place
def _respond(line: Floats, numbers: Places, tallies: Tallies, prior: float, rate: float) -> None:
    usual = log(rate / (1.0 - rate))
    for one in range(len(numbers)):
        number = numbers[one]
        if number >= 0 and tallies.shown[number] > 0:
            taken, shown = tallies.taken[number], tallies.shown[number]
            left = max(shown - taken, 0) + prior * (1.0 - rate)
            line[one] = log((taken + prior * rate) / left) - usual


def _channel(site: Site, line: Floats) -> None:
    """1 for what was made for the channel, and not for every channel."""
    audience = site.asked.shelf.audience.channels
    if audience.otherwise is not None:
        places = site.places
        by_value = audience.by_value[site.asked.context.channel]
        line[audience.otherwise[places] & ~by_value[places]] = 1.0


def _format(site: Site, line: Floats) -> None:
    """How much of the trail was of the offer's format."""
    formats = site.asked.shelf.formats
    if len(formats.names) > 1 and site.read:
        read = np.array(site.read, np.int64)
        prefer(line, site.places, read, formats.of_offer, np.zeros(len(formats.names)))


@in_place
def prefer(line: Floats, places: Places, read: Places, of_offer: Places, counts: Floats) -> None:
    for place in read:
        if of_offer[place] >= 0:
            counts[of_offer[place]] += 1.0
    for one in range(len(places)):
        name = of_offer[places[one]]
        if name >= 0:
            line[one] = counts[name] / (len(read) + 2.0)


def _fatigue(site: Site, line: Floats) -> None:
    """Exposures without an answer."""
    index = site.asked.shelf.index
    for key, one in site.asked.journey.consumption.items():
        if one.shown > one.count and key in index:
            line[site.places == index[key]] = log1p(one.shown - one.count)

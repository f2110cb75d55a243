"""What is counted for each offer, by its number.

How much an offer is taken up lately is kept at four speeds of forgetting. Each touch weighs
2^((at - landmark) / half-life). Such weights add up without ageing what is there already: reading
multiplies all of them by one factor. The landmark moves by whole half-lives, so that moving it
multiplies by a power of two, which is exact.
"""

from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.model.instant import DAY, HOUR, Instant

HALF_LIVES = (6 * HOUR, DAY, 10 * DAY, HOUR)
LAPSE = 6 * HOUR
"""So long after the latest act time goes on without another."""
REACH = 64
"""How many half-lives a touch may lie after the landmark before the landmark follows."""


VISITS, TOUCHES, CLOCK = range(3)
"""The totals."""


class Tallies(NamedTuple):
    first_seen: NDArray[np.int64]
    """When the offer was first taken up; 0 while it never was."""
    last_seen: NDArray[np.int64]
    """When it was last taken up, by anyone; 0 while it never was."""
    touched: NDArray[np.int64]
    """In how many trails the offer occurs."""
    shown: NDArray[np.int64]
    taken: NDArray[np.int64]
    """How many of the exposures were answered by taking the offer."""
    masses: NDArray[np.float64]
    """One line an offer, one column a half-life."""
    landmarks: NDArray[np.int64]
    """In whole half-lives since 1970."""
    mass: NDArray[np.float64]
    """Of all offers together, by half-life."""
    totals: NDArray[np.int64]
    """How many trails began, how many offers were taken up in them, and the latest time of all."""


def blank(offers: int) -> Tallies:
    return Tallies(
        first_seen=np.zeros(offers, np.int64),
        last_seen=np.zeros(offers, np.int64),
        touched=np.zeros(offers, np.int64),
        shown=np.zeros(offers, np.int64),
        taken=np.zeros(offers, np.int64),
        masses=np.zeros((offers, len(HALF_LIVES)), np.float64),
        landmarks=np.zeros(len(HALF_LIVES), np.int64),
        mass=np.zeros(len(HALF_LIVES), np.float64),
        totals=np.zeros(3, np.int64),
    )


@in_place
def see(tallies: Tallies, offer: int, at: int) -> None:
    """Somebody took it up at this time: being shown or waved away makes nothing new."""
    first, last = tallies.first_seen[offer], tallies.last_seen[offer]
    tallies.first_seen[offer] = min(at, first) if first else at
    tallies.last_seen[offer] = max(at, last) if last else at
    tallies.totals[CLOCK] = max(at, tallies.totals[CLOCK])


@in_place
def enjoy(tallies: Tallies, offer: int, at: int) -> None:
    """It is so much the more popular."""
    tallies.touched[offer] += 1
    tallies.totals[TOUCHES] += 1
    for speed in range(len(HALF_LIVES)):
        exponent = at / HALF_LIVES[speed] - tallies.landmarks[speed]
        if exponent > REACH:
            shift = floor(exponent)
            fade(tallies, speed, 2.0**-shift)
            tallies.landmarks[speed] += shift
            exponent -= shift
        tallies.masses[offer, speed] += 2.0**exponent
        tallies.mass[speed] += 2.0**exponent


@in_place
def fade(tallies: Tallies, speed: int, factor: float) -> None:
    tallies.mass[speed] *= factor
    for offer in range(len(tallies.masses)):
        tallies.masses[offer, speed] *= factor


def clock(tallies: Tallies, now: Instant) -> Instant:
    """The time as the log has it: ``now``, but not far from the latest thing that is known.

    Where nothing was learned for long, what was latest then is still the latest. A question about
    the past is answered with what is known today.
    """
    latest = int(tallies.totals[CLOCK])
    return Instant(min(max(now, latest), latest + LAPSE)) if latest else now


def ages(tallies: Tallies, now: Instant) -> NDArray[np.float64]:
    """What the masses have to be multiplied by as of ``now``; one of long ago ages nothing."""
    return np.array(
        [
            2.0 ** min(landmark - now / half_life, 0.0)
            for landmark, half_life in zip(tallies.landmarks.tolist(), HALF_LIVES, strict=True)
        ]
    )


def lately(tallies: Tallies, now: Instant) -> NDArray[np.float64]:
    """Masses as of ``now``, one line a half-life."""
    return np.ascontiguousarray((tallies.masses * ages(tallies, now)).T)

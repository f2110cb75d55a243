"""How much an offer is taken up lately, at three speeds of forgetting.

Each touch weighs 2^((at - landmark) / half-life). Such weights add up without ageing what is
there already: reading multiplies all of them by one factor. The landmark moves by whole
half-lives, so that moving it multiplies by a power of two, which is exact.
"""

from array import array
from math import floor

import numpy as np
from numpy.typing import NDArray

from recommender.model.instant import DAY, HOUR, Instant

HALF_LIVES = (6 * HOUR, DAY, 10 * DAY)
REACH = 64
"""How many half-lives a touch may lie after the landmark before the landmark follows."""


class Popularity:
    """The decayed masses of all offers at each of the half-lives."""

    __slots__ = ("landmarks", "masses")

    def __init__(self) -> None:
        self.masses = tuple(array("d") for _ in HALF_LIVES)
        self.landmarks = [0] * len(HALF_LIVES)
        """In whole half-lives since 1970."""

    def admit(self) -> None:
        """Make room for one more offer."""
        for mass in self.masses:
            mass.append(0.0)

    def add(self, offer: int, at: Instant) -> None:
        for line, half_life in enumerate(HALF_LIVES):
            exponent = at / half_life - self.landmarks[line]
            if exponent > REACH:
                shift = floor(exponent)
                np.frombuffer(self.masses[line])[:] *= 2.0**-shift
                self.landmarks[line] += shift
                exponent -= shift
            self.masses[line][offer] += 2.0**exponent

    def read(self, now: Instant) -> NDArray[np.float64]:
        """Masses as of ``now``, one line a half-life; a ``now`` of long ago ages nothing."""
        lines = np.array([np.frombuffer(mass) for mass in self.masses])
        for line, half_life in enumerate(HALF_LIVES):
            lines[line] *= 2.0 ** min(self.landmarks[line] - now / half_life, 0.0)
        return lines

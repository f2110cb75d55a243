"""Which pairs of offers one touch counts: those that it stands beside in its trail."""

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.tables import COMPANIONS, TABLES
from recommender.learning.trails import LENGTH

STEPS = 10
"""How far apart in a trail two offers may lie for the later to count as following."""
PAIR = np.dtype([("row", "<i8"), ("weight", "<f8"), ("column", "<i4")])
MOST = 4 * LENGTH
"""More pairs than that no touch counts: two with each offer of the trail as companions, and as
many as sequels, at large and in the motion."""


@in_place
def sequels(
    pairs: NDArray[np.void],
    found: int,
    trail: NDArray[np.int32],
    step: int,
    offer: int,
    table: int,
) -> int:
    """The offer enters the trail before this step: it follows some, and others follow it."""
    for gap in range(1, min(step, STEPS) + 1):
        found = note(pairs, found, trail[step - gap] * TABLES + table, offer, 1.0 / gap)
    for gap in range(1, min(len(trail) - step, STEPS) + 1):
        found = note(pairs, found, offer * TABLES + table, trail[step + gap - 1], 1.0 / gap)
    return found


@in_place
def companions(pairs: NDArray[np.void], found: int, trail: NDArray[np.int32], offer: int) -> int:
    for other in trail:
        found = note(pairs, found, offer * TABLES + COMPANIONS, other, 1.0)
        found = note(pairs, found, other * TABLES + COMPANIONS, offer, 1.0)
    return found


@in_place
def note(pairs: NDArray[np.void], found: int, row: int, column: int, weight: float) -> int:
    pair = pairs[found]
    pair["row"] = row
    pair["column"] = column
    pair["weight"] = weight
    return found + 1

"""Which step of a trail leads to an offer above all: what a reason names."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.retrieval.asked import Asked
from recommender.learning.retrieval.ground import Ground
from recommender.learning.retrieval.sequels import FADE, LATEST, MOTION_PRIOR, observed
from recommender.learning.rows import Rows, find
from recommender.learning.tables import ANY, APART, SEQUELS, TABLES

NOWHERE = -1


@in_place
def trace(
    found: NDArray[np.int64],
    places: NDArray[np.int64],
    steps: NDArray[np.int64],
    motion: int,
    *laid: Any,
) -> None:
    """Fill in for each place the step whose part in its rules is greatest, if any has one.

    Of equals it is the latest. ``laid`` are the arrays of rows and ground.
    """
    rows, ground = Rows(*laid[:5]), Ground(*laid[5:])
    asked = Asked(steps[0], steps[1], motion, 0)
    for one in range(len(places)):
        found[one] = NOWHERE
        most, fade = 0.0, 1.0
        for age in range(min(LATEST, len(asked.numbers))):
            step = len(asked.numbers) - 1 - age
            part = fade * follows(rows, ground, asked, step, places[one])
            if part > most:
                most, found[one] = part, step
            fade *= FADE


@in_place
def follows(rows: Rows, ground: Ground, asked: Asked, step: int, place: int) -> float:
    """P(place | step), as the rules have it."""
    evidence = observed(rows, ground, asked, step)
    if evidence == 0.0:
        return 0.0
    number, target = asked.numbers[step], ground.numbers[place]
    whole = linked(ground, asked.places[step], place)
    own, total = 0.0, 0.0
    if number >= 0 and target >= 0:
        whole += count(rows, number * TABLES + SEQUELS, target)
    if number >= 0 and asked.motion != ANY:
        row = number * TABLES + APART + asked.motion
        total = rows.heads[row]["total"]
        own = count(rows, row, target)
    return (MOTION_PRIOR * whole / evidence + own) / (MOTION_PRIOR + total)


@in_place
def linked(ground: Ground, source: int, target: int) -> float:
    weight = 0.0
    if source >= 0:
        for link in range(ground.link_starts[source], ground.link_starts[source + 1]):
            if ground.link_targets[link] == target:
                weight += ground.link_weights[link]
    return weight


@in_place
def count(rows: Rows, row: int, column: int) -> float:
    entry = find(rows, row, column)
    return float(rows.entries[entry]["weight"]) if entry >= 0 else 0.0

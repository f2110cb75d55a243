"""The chance that is told of a set: what happens where the sum of its gains is this."""

from collections.abc import Sequence
from itertools import pairwise

Points = Sequence[tuple[float, float]]


def told(chance: float, points: Points) -> float:
    """By straight lines between points (chance, what happened), and level beyond them."""
    if not points:
        return chance
    if chance <= points[0][0]:
        return points[0][1]
    for (low, below), (high, above) in pairwise(points):
        if chance < high:
            return below + (above - below) * (chance - low) / (high - low)
    return points[-1][1]

"""The exact probability of a set: on the way on which it was drawn, and on any way."""

from math import prod
from typing import NamedTuple

from recommender.slate.odds import Floats, Odds
from recommender.slate.subsets import ways


class Propensity(NamedTuple):
    steps: tuple[float, ...]
    """Of each step, given the steps before it."""
    ordered: float
    unordered: float


def sure(count: int) -> Propensity:
    """Of a set that was not left to chance."""
    return Propensity((1.0,) * count, 1.0, 1.0)


def propensity(odds: Odds, gains: Floats, places: list[int]) -> Propensity:
    """f(empty) = 1; f(A) = sum over j in A of f(A without j) * q(j | A without j)."""
    all_ways = ways(len(places))
    nexts = odds.next(gains, places).ravel()
    found = [1.0] + [0.0] * (len(gains) - 1)
    chances = nexts.take(all_ways.chances).tolist()
    for before, after, chance in zip(all_ways.before, all_ways.after, chances, strict=True):
        found[after] += found[before] * chance
    steps = [float(nexts[place]) for place in all_ways.drawn]
    rounded = tuple([round(step, 12) for step in steps])
    return Propensity(rounded, _exact(prod(steps)), _exact(found[-1]))


def _exact(probability: float) -> float:
    """Twelve digits: as many as are the same on every machine."""
    return float(f"{probability:.12g}")

"""The exact probability of a set: on the way on which it was drawn, and on any way."""

from typing import NamedTuple

import numpy as np

from recommender.slate.odds import After, Odds


class Propensity(NamedTuple):
    steps: tuple[float, ...]
    """Of each step, given the steps before it."""
    ordered: float
    unordered: float


def sure(count: int) -> Propensity:
    """Of a set that was not left to chance."""
    return Propensity((1.0,) * count, 1.0, 1.0)


def propensity(odds: Odds, after: After, places: list[int]) -> Propensity:
    """f(empty) = 1; f(A) = sum over j in A of f(A without j) * q(j | A without j)."""
    count = len(places)
    nexts = odds.next(after, places).tolist()
    ways = [1.0] + [0.0] * (2**count - 1)
    bits = [(slot, 1 << slot) for slot in range(count)]
    for before, line in enumerate(nexts[:-1]):
        way = ways[before]
        for slot, bit in bits:
            if not before & bit:
                ways[before | bit] += way * line[slot]
    steps, ordered = [], 1.0
    for slot, bit in bits:
        step = nexts[bit - 1][slot]
        steps.append(round(step, 12))
        ordered *= step
    return Propensity(tuple(steps), _exact(ordered), _exact(ways[-1]))


def subsets(odds: Odds, places: list[int]) -> After:
    """What may follow each subset of a set.

    Subsets are numbered by their bits: the step of slot s is in those that have the bit s.
    """
    count = len(places)
    missed = np.empty((2**count, len(odds.shares)))
    missed[0] = odds.shares
    free = np.ones((2**count, len(odds.takes)))
    for slot, place in enumerate(places):
        half = 1 << slot
        np.multiply(missed[:half], odds.misses[place], out=missed[half : 2 * half])
        free[half : 2 * half, :] = free[:half]
        free[half : 2 * half, place] = 0.0
    for most, group in odds.limits:
        members = sum(1 << slot for slot, place in enumerate(places) if place in group)
        if members.bit_count() >= most:
            full = [line for line in range(2**count) if (line & members).bit_count() >= most]
            free[np.ix_(full, list(group))] = 0.0
    return odds.after(missed, free)


def _exact(probability: float) -> float:
    """Twelve digits: as many as are the same on every machine."""
    return float(f"{probability:.12g}")

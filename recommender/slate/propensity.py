"""The exact probability of a set: on the way on which it was drawn, and on any way."""

from collections.abc import Sequence
from math import prod
from typing import Any, NamedTuple

import numpy as np

from recommender.compiled import compiled
from recommender.slate.choice import way
from recommender.slate.groups import in_a_row
from recommender.slate.law import Floats, blank, follow, gain, missed_by, share, stakes
from recommender.slate.pool import Pool, Whole
from recommender.slate.ways import in_any_order


class Propensity(NamedTuple):
    """Of what was drawn; pinned steps stand outside of it."""

    steps: tuple[float, ...]
    """Of each step of the set, given the steps before it; 1 of a pinned one."""
    ordered: float
    unordered: float


def propensity(pool: Pool, places: Sequence[int]) -> Propensity:
    """Of any set of offers of a pool in the order given.

    A set to which the law does not come has none, nor has one that it would not leave at that, nor
    one without the pinned ones ahead. To ask about another law, give it to the pool.
    """
    if tuple(places[: len(pool.pinned)]) != pool.pinned:
        return Propensity((0.0,) * len(places), 0.0, 0.0)
    steps, unordered = _propensity(np.array(places, np.int64), *numbers(pool))
    listed = tuple(steps.tolist())
    return Propensity(listed, prod(listed), unordered)


def following(pool: Pool, places: Sequence[int]) -> Floats:
    """The probability q of each offer after a set, pinned ones and all; zeros where it ends."""
    return _following(np.array(places, np.int64), *numbers(pool))


def chances(pool: Pool) -> Floats:
    """That each offer of a pool is taken, given the belief over needs."""
    return _chances(*numbers(pool))


def numbers(pool: Pool) -> tuple[Any, ...]:
    """A pool as ``stakes`` takes it."""
    size, explore, *floats = pool.law
    groups = in_a_row(pool.pinned, pool.limits)
    return (pool.odds, pool.fits, pool.shares, groups, size, explore, *map(float, floats))


@compiled
def _propensity(chosen: Whole, *ground: Any) -> tuple[Floats, float]:
    of = stakes(*ground)
    return way(of, chosen, np.empty(0)).chances, in_any_order(of, chosen)


@compiled
def _following(chosen: Whole, *ground: Any) -> Floats:
    of = stakes(*ground)
    line, found = blank(of), np.zeros(len(of.unfit))
    open_ = follow(of, chosen, missed_by(of, chosen), line)
    if len(chosen) < of.law.size:
        for offer in range(len(found)):
            found[offer] = share(line.weights[offer], open_, of.law.epsilon)
    return found


@compiled
def _chances(*ground: Any) -> Floats:
    of = stakes(*ground)
    found = np.empty(len(of.unfit))
    gain(of, of.shares, found)
    return found

"""All subsets of a drawn set at once: one table, from which gains and probabilities are read.

Subsets are numbered by their bits: the step of slot s is in those that have the bit s. So a
subset's number is greater than those of all its parts.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.slate.odds import BARRED, Floats, Odds

Places = NDArray[np.int64]


class Ways(NamedTuple):
    """All ways to add a step to a subset; none is added to before it has come about in all ways."""

    before: tuple[int, ...]
    """The subset that each adds to,"""
    after: tuple[int, ...]
    """and the one that it makes."""
    chances: Places
    """Where the chance of each stands in a table with one line a subset, one column a slot."""
    drawn: tuple[int, ...]
    """Where those of the way on which the set was drawn stand."""


@cache
def members(count: int) -> NDArray[np.bool_]:
    """One line a subset, one column a slot."""
    return (np.arange(2**count)[:, None] >> np.arange(count) & 1).astype(np.bool_)


@cache
def ways(count: int) -> Ways:
    before, slots = (~members(count)).nonzero()
    after = before | 1 << slots
    drawn = tuple([subset * count + slot for slot, subset in enumerate(beginnings(count))])
    return Ways(tuple(before.tolist()), tuple(after.tolist()), before * count + slots, drawn)


@cache
def beginnings(count: int) -> tuple[int, ...]:
    """The subset of the steps before each slot."""
    return tuple([2**slot - 1 for slot in range(count)])


def gains(odds: Odds, places: list[int]) -> Floats:
    """What may follow each subset: one line a subset, one column an offer of the pool."""
    count = len(places)
    missed = np.empty((2**count, len(odds.shares)))
    missed[0] = odds.shares
    for slot, place in enumerate(places):
        half = 1 << slot
        np.multiply(missed[:half], odds.misses[place], out=missed[half : 2 * half])
    return odds.gains(missed, _bars(odds, places))


def _bars(odds: Odds, places: list[int]) -> Floats:
    bars = np.zeros((2 ** len(places), len(odds.takes)))
    bars[:, places] = _own_bars(len(places))
    for most, group in odds.limits:
        if len(group.intersection(places)) >= most:
            slots = [slot for slot, place in enumerate(places) if place in group]
            full = members(len(places))[:, slots].sum(axis=1) >= most
            bars[np.ix_(full, list(group))] = BARRED
    return bars


@cache
def _own_bars(count: int) -> Floats:
    """A subset's own steps are barred."""
    return np.where(members(count), BARRED, 0.0)

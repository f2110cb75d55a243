"""A set from a pool: slot by slot by chance, or the best outright. The pinned ones are first."""

from typing import NamedTuple

import numpy as np

from recommender.compiled import compiled, in_place
from recommender.slate.law import (
    Floats,
    Line,
    Open,
    Stakes,
    blank,
    follow,
    miss,
    missed_by,
    share,
)
from recommender.slate.pool import Whole


class Way(NamedTuple):
    """A set as it came about, and what each step of it was when it came."""

    chosen: Whole
    """Places in the pool, the pinned ones first."""
    gains: Floats
    best: Floats
    """The greatest gain of what could have come."""
    chances: Floats
    """q of the step; 1 of what is not left to chance."""


@compiled
def way(of: Stakes, given: Whole, dice: Floats) -> Way:
    """The steps that are given, and then one by each roll of the dice from there on."""
    size = max(len(given), len(dice))
    found = Way(np.empty(size, np.int64), np.empty(size), np.empty(size), np.ones(size))
    line, missed, count = blank(of), of.shares.copy(), 0
    while count < size:
        open_ = follow(of, found.chosen[:count], missed, line)
        if count < len(given):
            offer = given[count]
        else:
            offer = _fallen(line, open_, of.law.epsilon, dice[count])
        if offer < 0:
            break
        found.chosen[count], found.gains[count] = offer, line.gains[offer]
        found.best[count] = open_.best
        if of.law.explore and count >= len(of.pinned):
            found.chances[count] = share(line.weights[offer], open_, of.law.epsilon)
        miss(missed, of.misses[offer])
        count += 1
    return Way(found.chosen[:count], found.gains[:count], found.best[:count], found.chances[:count])


@in_place
def _fallen(line: Line, open_: Open, epsilon: float, roll: float) -> int:
    """The offer that a roll falls on by the law; -1 where the set ends."""
    offer, passed, even = -1, 0.0, roll < epsilon
    if even:
        reach = roll / epsilon * open_.count
    else:
        reach = (roll - epsilon) / (1.0 - epsilon) * open_.total
    for place in range(len(line.weights)):
        if not line.barred[place]:
            offer = place
            passed += 1.0 if even else line.weights[place]
            if passed > reach:
                break
    return offer


@compiled
def outright(of: Stakes) -> Whole:
    """The best step each time, then each exchanged once if another adds more in its stead."""
    fixed, line = len(of.pinned), blank(of)
    chosen, count = np.empty(max(of.law.size, fixed), np.int64), fixed
    for slot in range(fixed):
        chosen[slot] = of.pinned[slot]
    while count < len(chosen):
        offer = _best(of, chosen[:count], line)
        if offer < 0:
            break
        chosen[count] = offer
        count += 1
    for slot in range(fixed, count):
        last, out = count - 1, chosen[slot]
        chosen[slot] = chosen[last]
        offer = _best(of, chosen[:last], line)
        chosen[last] = chosen[slot]
        chosen[slot] = offer if offer >= 0 and line.gains[offer] > line.gains[out] else out
    return chosen[:count]


@compiled
def _best(of: Stakes, chosen: Whole, line: Line) -> int:
    """Of the offers with the greatest gain the first in the pool; -1 where the set ends."""
    best = follow(of, chosen, missed_by(of, chosen), line).best
    for offer in range(len(line.gains)):
        if not line.barred[offer] and line.gains[offer] == best:
            return offer
    return -1

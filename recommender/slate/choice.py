"""A set from a pool: slot by slot by chance, or the best outright. The pinned ones are first."""

import numpy as np

from recommender.compiled import compiled, in_place
from recommender.slate.law import Floats, Line, Open, Stakes, blank, follow, miss, missed_by
from recommender.slate.pool import Whole


@compiled
def pinned(of: Stakes) -> Whole:
    """As many places as a set has, the first of them taken."""
    chosen = np.empty(max(of.law.size, len(of.pinned)), np.int64)
    for slot in range(len(of.pinned)):
        chosen[slot] = of.pinned[slot]
    return chosen


@compiled
def by_chance(of: Stakes, dice: Floats) -> Whole:
    """One offer a slot by its roll of the dice."""
    chosen, count, line = pinned(of), len(of.pinned), blank(of)
    missed = missed_by(of, of.pinned)
    while count < len(chosen):
        offer = _fallen(line, follow(of, chosen[:count], missed, line), of.law.epsilon, dice[count])
        if offer < 0:
            break
        chosen[count] = offer
        miss(missed, of.misses[offer])
        count += 1
    return chosen[:count]


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
    chosen, count, line = pinned(of), len(of.pinned), blank(of)
    while count < len(chosen):
        offer = _best(of, chosen[:count], line)
        if offer < 0:
            break
        chosen[count] = offer
        count += 1
    for slot in range(len(of.pinned), count):
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

"""The probability of a set, on all ways on which it can come about."""

import numpy as np

from recommender.compiled import compiled
from recommender.slate.choice import outright
from recommender.slate.law import Floats, Line, Stakes, blank, follow, missed_by, share
from recommender.slate.pool import Whole


@compiled
def in_any_order(of: Stakes, chosen: Whole) -> float:
    """The probability of a set; none where the law would not leave it at that."""
    line = blank(of)
    if len(chosen) > of.law.size:
        return 0.0
    if not of.law.explore:
        return _alike(of, chosen, outright(of))
    if len(chosen) < of.law.size and follow(of, chosen, missed_by(of, chosen), line).count:
        return 0.0
    return _reached(of, _ranked(of, chosen), line)


@compiled
def _alike(of: Stakes, chosen: Whole, other: Whole) -> float:
    inside = np.zeros(len(of.unfit), np.bool_)
    for offer in other:
        inside[offer] = True
    alike = len(chosen) == len(other)
    for offer in chosen:
        alike &= inside[offer]
    return 1.0 if alike else 0.0


@compiled
def _ranked(of: Stakes, chosen: Whole) -> Whole:
    """What was drawn, in the order of the pool."""
    inside = np.zeros(len(of.unfit), np.bool_)
    for slot in range(len(of.pinned), len(chosen)):
        inside[chosen[slot]] = True
    ranked, count = np.empty(len(chosen) - len(of.pinned), np.int64), 0
    for offer in range(len(inside)):
        if inside[offer]:
            ranked[count] = offer
            count += 1
    return ranked[:count]


@compiled
def _reached(of: Stakes, ranked: Whole, line: Line) -> float:
    """f(empty) = 1; f(A) = sum over j in A of f(A without j) * q(j | A without j).

    Subsets are numbered by their bits, so that each comes after all its parts. A bit stands for
    a place in the pool, so that the sum is the same in whatever order a set was drawn.
    """
    count, fixed = len(ranked), len(of.pinned)
    weights, epsilon = line.weights, of.law.epsilon
    reached, missed = np.zeros(1 << count), _missed(of, ranked)
    reached[0] = 1.0
    some = np.empty(fixed + count, np.int64)
    for slot in range(fixed):
        some[slot] = of.pinned[slot]
    for subset in range((1 << count) - 1):
        inside = fixed
        for rank in range(count):
            if subset >> rank & 1:
                some[inside] = ranked[rank]
                inside += 1
        open_ = follow(of, some[:inside], missed[subset], line)
        for rank in range(count):
            if not subset >> rank & 1:
                chance = share(weights[ranked[rank]], open_, epsilon)
                reached[subset | 1 << rank] += reached[subset] * chance
    return min(float(reached[-1]), 1.0)


@compiled
def _missed(of: Stakes, ranked: Whole) -> Floats:
    """P(need) * prod (1 - p) over each subset."""
    missed = np.empty((1 << len(ranked), len(of.shares)))
    alone = missed_by(of, of.pinned)
    for need in range(len(alone)):
        missed[0, need] = alone[need]
    for rank in range(len(ranked)):
        for subset in range(1 << rank):
            larger = subset | 1 << rank
            for need in range(len(alone)):
                missed[larger, need] = missed[subset, need] * of.misses[ranked[rank], need]
    return missed

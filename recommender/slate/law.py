"""The one law by which a step follows the steps before it.

The gain of offer i after the set A is sum_need P(need) * prod_{j in A} (1 - p_j) * p_i: what i adds
to the chance that at least one step is taken. Open are offers not in A that pass all limits and
gain no less than the floor; when none is open, the set ends. Then
q(i | A) = (1 - epsilon) * softmax(gain / temperature) + epsilon / |open|.
All of it depends on A as a set, and not on the order in which it came about. Pinned offers are in A
from the start.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled, in_place
from recommender.elementary import exponential
from recommender.slate.pool import MILLION, Law, Whole

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]

_FINE = 1e12
"""Gains are rounded to this part of one: equal ones stay equal, however they were added up."""


class Stakes(NamedTuple):
    """A pool as the law reads it. Most offers fit few needs, and are taken alike under the rest."""

    misses: Floats
    """The chance that each offer is not taken; one line an offer, one column a need."""
    unfit: Floats
    """The chance that it is, under a need that it does not fit."""
    starts: Whole
    """Where the entries of each offer begin in the two arrays below; one more at the end."""
    needs: Whole
    """Those that it fits, and how much likelier it is taken under them."""
    more: Floats
    shares: Floats
    most: Whole
    """How many of each limited group fit into one set,"""
    members: Marks
    """and which offers are of it; one line a group."""
    pinned: Whole
    law: Law


class Line(NamedTuple):
    """What may follow one set, by offer of the pool."""

    barred: Marks
    """The offers of the set, the rest of every group that is full, and all below the floor."""
    gains: Floats
    weights: Floats
    """Of what is open, as its softmax has them, all greater than 0; of all else 0."""


class Open(NamedTuple):
    """The offers that may follow one set."""

    count: int  # type: ignore[assignment]  # not the method of tuples, which nobody needs here
    best: float
    """The greatest gain."""
    total: float
    """Of the weights."""


@compiled
def stakes(  # noqa: PLR0913, PLR0917  # the numbers of a pool, as compiled code takes them
    odds: Whole,
    fits: Whole,
    shares: Whole,
    groups: Whole,
    size: int,
    explore: bool,  # noqa: FBT001  # as in the law
    epsilon: float,
    temperature: float,
    floor: float,
) -> Stakes:
    """``groups`` are those of ``slate.groups``, in a row."""
    law = Law(size, explore, epsilon, temperature, floor)
    misses, unfit = np.empty(fits.shape), np.empty(len(odds))
    starts, count = np.zeros(len(odds) + 1, np.int64), 0
    needs, more = np.empty(fits.size, np.int64), np.empty(fits.size)
    for offer in range(len(odds)):
        unfit[offer] = 1.0 / (1.0 + exponential(odds[offer] / -MILLION))
        for need in range(len(shares)):
            misses[offer, need] = 1.0 - unfit[offer]
        for need in range(len(shares)):
            if fits[offer, need] != 0:
                take = 1.0 / (1.0 + exponential((odds[offer] + fits[offer, need]) / -MILLION))
                misses[offer, need] = 1.0 - take
                needs[count], more[count] = need, take - unfit[offer]
                count += 1
        starts[offer + 1] = count
    part = np.empty(len(shares))
    for need in range(len(shares)):
        part[need] = shares[need] / MILLION
    pinned = groups[1 : 1 + groups[0]]
    most, members = _limits(groups, 1 + groups[0], len(odds))
    return Stakes(misses, unfit, starts, needs, more, part, most, members, pinned, law)


@compiled
def _limits(groups: Whole, start: int, size: int) -> tuple[Whole, Marks]:
    """Groups as they follow one another: how many fit, how many there are, and which."""
    count, at = 0, start
    while at < len(groups):
        count, at = count + 1, at + 2 + groups[at + 1]
    most, members = np.empty(count, np.int64), np.zeros((count, size), np.bool_)
    at = start
    for limit in range(count):
        most[limit] = groups[at]
        for place in groups[at + 2 : at + 2 + groups[at + 1]]:
            members[limit, place] = True
        at += 2 + groups[at + 1]
    return most, members


@compiled
def blank(of: Stakes) -> Line:
    """To be written to."""
    size = len(of.unfit)
    return Line(np.empty(size, np.bool_), np.empty(size), np.empty(size))


@in_place
def miss(missed: Floats, misses: Floats) -> None:
    """Make P(need) * prod (1 - p) over a set that of one offer more."""
    for need in range(len(missed)):
        missed[need] *= misses[need]


@compiled
def missed_by(of: Stakes, chosen: Whole) -> Floats:
    missed = of.shares.copy()
    for offer in chosen:
        miss(missed, of.misses[offer])
    return missed


@in_place
def gain(of: Stakes, missed: Floats, gains: Floats) -> None:
    """Write down what each offer adds to a set."""
    total = 0.0
    for part in missed:
        total += part
    for offer in range(len(gains)):
        added = of.unfit[offer] * total
        for entry in range(of.starts[offer], of.starts[offer + 1]):
            added += of.more[entry] * missed[of.needs[entry]]
        gains[offer] = added
    for offer in range(len(gains)):  # apart, so that several are divided at once
        gains[offer] = np.rint(gains[offer] * _FINE) / _FINE


@in_place
def follow(of: Stakes, chosen: Whole, missed: Floats, line: Line) -> Open:
    """Fill the line for what follows a set."""
    _bar(of, chosen, line.barred)
    gain(of, missed, line.gains)
    best, count, total = -np.inf, 0, 0.0
    for offer in range(len(line.gains)):
        line.barred[offer] |= line.gains[offer] < of.law.floor
        if not line.barred[offer]:
            count += 1
            best = max(best, line.gains[offer])
    for offer in range(len(line.gains)):
        line.weights[offer] = exponential((line.gains[offer] - best) / of.law.temperature)
    for offer in range(len(line.gains)):
        if line.barred[offer]:
            line.weights[offer] = 0.0
        total += line.weights[offer]
    return Open(count, best, total)


@in_place
def _bar(of: Stakes, chosen: Whole, barred: Marks) -> None:
    for offer in range(len(barred)):
        barred[offer] = False
    for offer in chosen:
        barred[offer] = True
    for limit in range(len(of.most)):
        inside = 0
        for offer in chosen:
            inside += of.members[limit, offer]
        if inside >= of.most[limit]:
            for offer in range(len(barred)):
                barred[offer] |= of.members[limit, offer]


@in_place
def share(weight: float, open_: Open, epsilon: float) -> float:
    """The probability of an offer of this weight: q."""
    if weight == 0.0:
        return 0.0
    return min((1.0 - epsilon) * weight / open_.total + epsilon / open_.count, 1.0)

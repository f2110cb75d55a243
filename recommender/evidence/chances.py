"""From signals to the chance of each candidate to come next, and to log-odds.

p = softmax of Σ weight · signal. With a = e^bias, the log-odds of being taken when shown are
bias + ln(1 + p / a) - unknown · ln(1 + 1 / (a · n)): so the chance is about a + p; and a, for every
offer, as long as nothing at all is known of n candidates.
"""

from math import exp, inf, log

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.evidence.signals import EVER, LINKED, NEW_DAYS, NEW_HOUR, QUIET, UNMET

Floats = NDArray[np.float64]

PAUSE = 30 * 60_000.0
"""In such a time what is special about going on at once falls to 1/e, in milliseconds."""
PATHWAY, TREND, NEWNESS = range(3)


@in_place
def tell(  # noqa: PLR0913, PLR0917  # numbers one by one: a tuple of them costs more to hand over
    lines: Floats,
    room: Floats,
    table: Floats,
    weights: Floats,
    weighed: Floats,
    steps: int,
    pause: float,
    pathway: float,
    trend: float,
    newness: float,
    scale: float,
    unknown: float,
) -> None:
    """Fill the lines of pathway, trend and newness: what each adds to the log-odds.

    Trend is what those who nobody knows would do; newness what is added by how new offers are;
    pathway what is added by the trail. ``room`` holds logits, then chances, of the three. ``scale``
    is e^-bias, ``unknown`` how far nothing is known; ``pathway``, ``trend`` and ``newness`` are
    factors of the weights of theirs.
    """
    weigh_signals(weighed, weights, steps, pause, (pathway, trend, newness))
    add_up(room, table, weighed)
    chances(room, len(table))
    before = unknown * log(1.0 + scale / max(len(table), 1))
    for one in range(len(table)):
        known = log(1.0 + scale * room[TREND, one])
        new = log(1.0 + scale * room[NEWNESS, one])
        lines[TREND, one] = known - before
        lines[NEWNESS, one] = new - known
        lines[PATHWAY, one] = log(1.0 + scale * room[PATHWAY, one]) - new


@in_place
def add_up(room: Floats, table: Floats, weights: Floats) -> None:
    """The logits by trend alone, with newness, and with the pathway."""
    for one in range(len(table)):
        trend, newness, pathway = 0.0, 0.0, 0.0
        for signal in range(EVER, NEW_HOUR):
            trend += weights[signal] * table[one, signal]
        for signal in range(NEW_HOUR, QUIET):
            newness += weights[signal] * table[one, signal]
        trend += weights[QUIET] * table[one, QUIET]
        newness += weights[UNMET] * table[one, UNMET]
        for signal in range(LINKED, table.shape[1]):
            pathway += weights[signal] * table[one, signal]
        room[TREND, one] = trend
        room[NEWNESS, one] = trend + newness
        room[PATHWAY, one] = trend + newness + pathway


@in_place
def weigh_signals(
    found: Floats, weights: Floats, steps: int, pause: float, parts: tuple[float, float, float]
) -> None:
    """The weight of each signal for a trail of so many offers, after such a pause.

    ``parts`` are factors of pathway, trend and newness.
    """
    at_once = exp(-pause / PAUSE) if steps else 0.0
    for signal in range(len(found)):
        weight = weights[0, signal] + weights[1, signal] / max(steps, 1)
        weight += weights[2, signal] * at_once
        found[signal] = parts[line_of(signal)] * weight


@in_place
def line_of(signal: int) -> int:
    if signal >= LINKED:
        return PATHWAY
    if NEW_HOUR <= signal <= NEW_DAYS or signal == UNMET:
        return NEWNESS
    return TREND


@in_place
def chances(room: Floats, count: int) -> None:
    """Turn the logits of each line into chances that add up to one."""
    for line in range(len(room)):
        most, total = -inf, 0.0
        for one in range(count):
            most = max(most, room[line, one])
        for one in range(count):
            room[line, one] = exp(room[line, one] - most)
            total += room[line, one]
        for one in range(count):
            room[line, one] /= total

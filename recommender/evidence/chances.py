"""From signals to the chance of each candidate to come next, and to log-odds.

p = softmax of Σ weight · signal. With a = e^bias, the log-odds of being taken when shown are
bias + ln(1 + p / a) - unknown · ln(1 + 1 / (a · n)): so the chance is about a + p; and a, for every
offer, as long as nothing at all is known of n candidates.
"""

from math import inf

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.elementary import exponential, logarithm
from recommender.evidence.signals import LINKED, NEW_DAYS, NEW_HOUR, UNMET

Floats = NDArray[np.float64]

PAUSE = 30 * 60_000.0
"""In such a time what is special about going on at once falls to 1/e, in milliseconds."""
SURE = 5.0
"""The log of how many steps were observed from those of a trail is divided by this: about one after
150."""
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
    support: float,
    pathway: float,
    trend: float,
    newness: float,
    scale: float,
    unknown: float,
) -> None:
    """Fill the lines of pathway, trend and newness: what each adds to the log-odds.

    The ``table`` has one line a signal, one column a candidate.

    Trend is what those who nobody knows would do; newness what is added by how new offers are;
    pathway what is added by the trail. ``room`` holds logits, then chances, of the three. ``scale``
    is e^-bias, ``unknown`` how far nothing is known; ``pathway``, ``trend`` and ``newness`` are
    factors of the weights of theirs.
    """
    count, counts = table.shape[1], folds(steps, pause, support)
    weigh_signals(weighed, weights, counts, (pathway, trend, newness))
    add_up(room, table, weighed)
    for line in range(len(room)):
        chances(room[line])
    before = unknown * logarithm(1.0 + scale / max(count, 1))
    for line in range(len(room)):
        for one in range(count):
            room[line, one] = logarithm(1.0 + scale * room[line, one])
    for one in range(count):
        lines[TREND, one] = room[TREND, one] - before
        lines[NEWNESS, one] = room[NEWNESS, one] - room[TREND, one]
        lines[PATHWAY, one] = room[PATHWAY, one] - room[NEWNESS, one]


@in_place
def add_up(room: Floats, table: Floats, weights: Floats) -> None:
    """The logits by trend alone, with newness, and with the pathway."""
    room[:] = 0.0
    for signal in range(len(table)):
        part, weight, line = room[line_of(signal)], weights[signal], table[signal]
        for one in range(len(line)):
            part[one] += weight * line[one]
    for one in range(table.shape[1]):
        room[NEWNESS, one] += room[TREND, one]
        room[PATHWAY, one] += room[NEWNESS, one]


@in_place
def folds(steps: int, pause: float, support: float) -> tuple[float, float, float, float]:
    """How far each line of the weights counts for a trail: always, by length, by pause, by support.

    ``support`` is how many steps were observed from those of the trail.
    """
    at_once = exponential(-pause / PAUSE) if steps else 0.0
    return 1.0, 1.0 / max(steps, 1), at_once, logarithm(1.0 + support) / SURE


@in_place
def weigh_signals(
    found: Floats,
    weights: Floats,
    folds: tuple[float, float, float, float],
    parts: tuple[float, float, float],
) -> None:
    """The weight of each signal; ``parts`` are factors of pathway, trend and newness."""
    for signal in range(len(found)):
        weight = 0.0
        for fold in range(len(folds)):
            weight += folds[fold] * weights[fold, signal]
        found[signal] = parts[line_of(signal)] * weight


@in_place
def line_of(signal: int) -> int:
    if signal >= LINKED:
        return PATHWAY
    if NEW_HOUR <= signal <= NEW_DAYS or signal == UNMET:
        return NEWNESS
    return TREND


@in_place
def chances(logits: Floats) -> None:
    """Turn logits into chances that add up to one."""
    most, total = -inf, 0.0
    for one in range(len(logits)):
        most = max(most, logits[one])
    for one in range(len(logits)):
        logits[one] = exponential(logits[one] - most)
    for one in range(len(logits)):
        total += logits[one]
    for one in range(len(logits)):
        logits[one] /= total

"""From signals to the chance of each candidate to come next, and to log-odds.

p = softmax of Σ weight · signal. With a = e^bias, the log-odds of being taken when shown are
bias + ln(1 + p / a) - unknown · ln(1 + 1 / (a · n)): so the chance is about a + p; and a, for every
offer, as long as nothing at all is known of n candidates.
"""

from math import exp, log1p

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.evidence.signals import LINKED, NEW_DAYS, NEW_HOUR, UNMET

Floats = NDArray[np.float64]

PAUSE = 30 * 60_000.0
"""In such a time what is special about going on at once falls to 1/e, in milliseconds."""
PATHWAY, TREND, NEWNESS = range(3)


@in_place
def tell(  # noqa: PLR0913, PLR0917  # a kernel takes what it works on by position
    lines: Floats,
    room: Floats,
    table: Floats,
    weights: Floats,
    steps: int,
    pause: float,
    parts: tuple[float, float, float],
    cold: tuple[float, float],
) -> None:
    """Fill the lines of pathway, trend and newness: what each adds to the log-odds.

    Trend is what those who nobody knows would do; newness what is added by how new offers are;
    pathway what is added by the trail. ``room`` holds logits, then chances, of the three.
    """
    for one in range(len(table)):
        for line in range(3):
            room[line, one] = 0.0
        for signal in range(table.shape[1]):
            weight = weights[0, signal] + weights[1, signal] / max(steps, 1)
            if steps:
                weight += weights[2, signal] * exp(-pause / PAUSE)
            line = line_of(signal)
            room[line, one] += parts[line] * weight * table[one, signal]
        room[NEWNESS, one] += room[TREND, one]
        room[PATHWAY, one] += room[NEWNESS, one]
    scale, unknown = cold
    before = unknown * log1p(scale / max(len(table), 1))
    for line in (TREND, NEWNESS, PATHWAY):
        spread(room[line], len(table))
    for one in range(len(table)):
        trend = log1p(scale * room[TREND, one])
        newness = log1p(scale * room[NEWNESS, one])
        lines[TREND, one] = trend - before
        lines[NEWNESS, one] = newness - trend
        lines[PATHWAY, one] = log1p(scale * room[PATHWAY, one]) - newness


@in_place
def line_of(signal: int) -> int:
    if signal >= LINKED:
        return PATHWAY
    if NEW_HOUR <= signal <= NEW_DAYS or signal == UNMET:
        return NEWNESS
    return TREND


@in_place
def spread(logits: Floats, count: int) -> None:
    """Turn logits into chances that add up to one."""
    if count == 0:
        return
    most, total = logits[0], 0.0
    for one in range(count):
        most = max(most, logits[one])
    for one in range(count):
        logits[one] = exp(logits[one] - most)
        total += logits[one]
    for one in range(count):
        logits[one] /= total

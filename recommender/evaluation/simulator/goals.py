"""What sets have to reach here; each goal is told with what was reached."""

from collections.abc import Sequence

from recommender.evaluation.simulator.report import Goal, Level

OVER_TOP_N = 0.07
CALIBRATED = 0.03
FALL = 1.0 / 3.0
EVEN = 1e-9
NOISE = 2.0
"""Standard errors within which a difference may be chance."""


def goals(levels: Sequence[Level]) -> tuple[Goal, ...]:
    """Over top N before any act where needs are sharpest, and nowhere under it; honest; robust."""
    first = levels[0].over_top_n[0].mean
    over = [one for level in levels for one in level.over_top_n]
    worst = min(over, key=lambda one: one.mean + NOISE * one.error)
    error = max(level.told.calibration.error for level in levels)
    fall = max(map(_fall, levels))
    return (
        Goal(
            f"set over top N, {levels[0].facets} needs, no act seen",
            first,
            f">= {OVER_TOP_N}",
            first >= OVER_TOP_N,
        ),
        Goal(
            "set over top N where it is worst",
            worst.mean,
            f">= 0 within {worst.error * NOISE:.3f}",
            worst.mean + NOISE * worst.error > -EVEN,
        ),
        Goal(
            "calibration error of the told chance",
            error,
            f"<= {CALIBRATED}",
            error <= CALIBRATED,
        ),
        Goal(
            f"fall of the hit rate with {levels[0].believed[1].hidden:.0%} of acts hidden",
            fall,
            "< 1/3",
            fall < FALL,
        ),
    )


def _fall(level: Level) -> float:
    """Over all moments."""
    heard, hidden = (sum(believed.rates) for believed in level.believed)
    return 1.0 - hidden / heard

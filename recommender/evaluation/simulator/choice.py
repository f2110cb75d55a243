"""Which of some offers a buyer takes: multinomial logit with "none" among the alternatives.

With w_i = exp(utility_i) and none at 1: P(i) = w_i / (1 + sum w), P(any) = sum w / (1 + sum w).
"""

from collections.abc import Sequence


def chance_any(weights: Sequence[float], offers: Sequence[int]) -> float:
    """That one of the offers is taken. ``weights`` are of all offers of the world."""
    total = sum([weights[offer] for offer in offers])
    return total / (1.0 + total)


def choose(weights: Sequence[float], offers: Sequence[int], roll: float) -> int | None:
    """The offer that a roll of the dice, 0 to 1, falls on; ``None`` where it falls on none."""
    mark = roll * (1.0 + sum([weights[offer] for offer in offers]))
    for offer in offers:
        mark -= weights[offer]
        if mark < 0.0:
            return offer
    return None

"""Decayed evidence as whole numbers, so that it adds up the same in any order, to the byte.

An act's weight is written down as it would count at one fixed epoch: it doubles with every
half-life that the act lies after it. Nothing ages in store; reading divides by what one act of
weight 1 would be worth at the time of reading. The fraction of a half-life comes from a table of
whole numbers, and not from a power taken act by act, whose last bit differs between machines.
"""

from recommender.model.instant import DAY, Instant

EPOCH = Instant(1_577_836_800_000)
"""2020-01-01T00:00:00Z."""
HALF_LIFE = 30 * DAY
_HORIZON = Instant(3_471_292_800_000)
"""2080-01-01T00:00:00Z. A later time counts as this one: a broken clock must not cost memory."""
_STEPS = 4096
_GROWTH = tuple(round(2 ** (step / _STEPS) * 2**40) for step in range(_STEPS))
"""What one act is worth within a half-life, in steps of about ten minutes, in units of 2**-40."""


def contribution(weight: float, at: Instant) -> int:
    """What an act adds to a mass: ``weight * 2**((at - EPOCH) / HALF_LIFE) * 2**40``, whole.

    An act long before the epoch adds 0.
    """
    whole, rest = divmod(min(at, _HORIZON) - EPOCH, HALF_LIFE)
    units = round(weight * _GROWTH[rest * _STEPS // HALF_LIFE])
    return units << whole if whole >= 0 else units >> -whole


def strength(mass: int, now: Instant) -> float:
    """What a mass weighs at a time: 1.0 is one act of weight 1 done just then.

    Times before the epoch read as the epoch.
    """
    return mass / contribution(1.0, max(now, EPOCH))

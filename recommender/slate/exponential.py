"""The exponential function, the same to the last bit on every machine and in every year to come.

A record is replayed to the byte, and the exponential of a C library may differ in its last bit from
that of another. This one is made of additions and multiplications in a fixed order.
"""

import numpy as np

from recommender.compiled import in_place

_FARTHEST = 700.0
"""Beyond it a number is no longer told apart from this one."""
_TURNS = 1.4426950408889634
"""1 / ln 2."""
_HIGH, _LOW = 0.6931471803691238, 1.9082149292705877e-10
"""ln 2 in two parts: a multiple of the first is exact."""
_SHIFT = 6755399441055744.0
"""1.5 * 2**52: a number added to it is rounded to a whole one, which the last bits then hold."""
_EXPONENT = np.int64(52)


@in_place
def exponential(power: float) -> float:
    """e**power = 2**whole * e**rest with abs(rest) <= ln 2 / 2, and that by its series."""
    power = min(max(power, -_FARTHEST), _FARTHEST)
    shifted = np.float64(power * _TURNS + _SHIFT)
    whole = shifted - _SHIFT
    rest = (power - whole * _HIGH) - whole * _LOW
    series = 1.0 / 6227020800.0
    series = series * rest + 1.0 / 479001600.0
    series = series * rest + 1.0 / 39916800.0
    series = series * rest + 1.0 / 3628800.0
    series = series * rest + 1.0 / 362880.0
    series = series * rest + 1.0 / 40320.0
    series = series * rest + 1.0 / 5040.0
    series = series * rest + 1.0 / 720.0
    series = series * rest + 1.0 / 120.0
    series = series * rest + 1.0 / 24.0
    series = series * rest + 1.0 / 6.0
    series = series * rest + 0.5
    series = series * rest + 1.0
    series = np.float64(series * rest + 1.0)
    scaled = series.view(np.int64) + (shifted.view(np.int64) << _EXPONENT)
    return np.int64(scaled).view(np.float64)

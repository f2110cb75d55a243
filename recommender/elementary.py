"""Exponential and logarithm, the same to the last bit on every machine and in every year to come.

A record is replayed to the byte, and the functions of a C library may differ in their last bit from
those of another. These are made of additions, multiplications and divisions in a fixed order; no
question is asked in between, so that a loop over many numbers is worked out for several at once.
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
_SHIFT_BITS = np.int64(0x4338000000000000)
"""The same number, bit by bit."""
_ROOT_OF_HALF = np.int64(0x3FE6A09E667F3BCD)
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


@in_place
def logarithm(number: float) -> float:
    """ln(2**whole * part) with √½ <= part < √2, by the series of 2 artanh((part - 1) / (part + 1)).

    For positive numbers that are not too near to zero to be written in full.
    """
    bits = np.float64(number).view(np.int64)
    whole = (bits - _ROOT_OF_HALF) >> _EXPONENT
    part = np.int64(bits - (whole << _EXPONENT)).view(np.float64)
    turns = np.int64(whole + _SHIFT_BITS).view(np.float64) - _SHIFT
    ratio = (part - 1.0) / (part + 1.0)
    square = ratio * ratio
    series = 2.0 / 21.0
    series = series * square + 2.0 / 19.0
    series = series * square + 2.0 / 17.0
    series = series * square + 2.0 / 15.0
    series = series * square + 2.0 / 13.0
    series = series * square + 2.0 / 11.0
    series = series * square + 2.0 / 9.0
    series = series * square + 2.0 / 7.0
    series = series * square + 2.0 / 5.0
    series = series * square + 2.0 / 3.0
    return turns * _HIGH + (2.0 * ratio + (ratio * square * series + turns * _LOW))

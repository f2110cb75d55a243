"""Whole numbers written as text: hundreds of them stand in every record."""

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled

Whole = NDArray[np.int64]
Text = NDArray[np.uint8]

_WIDEST = 21
"""Characters of a number of 64 bits with its sign and what follows it."""
_MINUS, _COMMA, _LINE, _ZERO, _TEN = ord("-"), ord(","), ord("\n"), ord("0"), 10


@compiled
def numerals(odds: Whole, fits: Whole, shares: Whole) -> Text:
    """Four lines: the log-odds, the places of fits other than 0, those fits, the shares."""
    flat = fits.ravel()
    places = np.flatnonzero(flat)
    text = np.empty(_WIDEST * (len(odds) + 2 * len(places) + len(shares)) + 4, np.uint8)
    end = _line(odds, text, 0)
    end = _line(places, text, end)
    end = _line(flat[places], text, end)
    return text[: _line(shares, text, end) - 1]


@compiled
def _line(numbers: Whole, text: Text, end: int) -> int:
    for number in numbers:
        end = _number(number, text, end)
        text[end] = _COMMA
        end += 1
    end = end - 1 if len(numbers) else end
    text[end] = _LINE
    return end + 1


@compiled
def _number(number: int, text: Text, end: int) -> int:
    if number < 0:
        text[end] = _MINUS
        end, number = end + 1, -number
    width, rest = 1, number // _TEN
    while rest:
        width, rest = width + 1, rest // _TEN
    for place in range(end + width - 1, end - 1, -1):
        text[place] = _ZERO + number % _TEN
        number //= _TEN
    return end + width

"""Whole numbers written as text: hundreds of them stand in every record."""

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled, in_place

Whole = NDArray[np.int64]
Text = NDArray[np.uint8]

_WIDEST = 21
"""Characters of a number of 64 bits with its sign and what follows it."""
_AROUND = 5
"""Characters around the places of a group, and what follows it."""
_MINUS, _COMMA, _LINE, _ZERO, _OPEN, _CLOSE = (ord(sign) for sign in "-,\n0[]")
_TEN, _MOST_DIGITS = np.uint64(10), 19


@compiled
def numerals(odds: Whole, fits: Whole, shares: Whole, groups: Whole) -> Text:
    """Lines: log-odds; places of fits other than 0; those fits; shares; the pinned; limits.

    ``groups`` are those of ``slate.groups``. A limit stands in brackets, and its places as well.
    """
    places, filled = np.empty((2, fits.size), np.int64), 0
    for offer in range(fits.shape[0]):
        for need in range(fits.shape[1]):
            if fits[offer, need] != 0:
                places[0, filled] = offer * fits.shape[1] + need
                places[1, filled] = fits[offer, need]
                filled += 1
    count = len(odds) + 2 * filled + len(shares) + len(groups)
    text = np.empty(_WIDEST * count + _AROUND * (len(groups) + 1), np.uint8)
    end = _line(odds, text, 0)
    end = _line(places[0, :filled], text, end)
    end = _line(places[1, :filled], text, end)
    end = _line(shares, text, end)
    end = _line(groups[1 : 1 + groups[0]], text, end)
    return text[: _limits(groups, text, end)]


@in_place
def _line(numbers: Whole, text: Text, end: int) -> int:
    end = _row(numbers, text, end)
    text[end] = _LINE
    return end + 1


@in_place
def _row(numbers: Whole, text: Text, end: int) -> int:
    for at in range(len(numbers)):
        if at > 0:
            text[end] = _COMMA
            end += 1
        end = _number(numbers[at], text, end)
    return end


@in_place
def _limits(groups: Whole, text: Text, end: int) -> int:
    at, start = 1 + groups[0], end
    while at < len(groups):
        if end > start:
            text[end] = _COMMA
            end += 1
        text[end] = _OPEN
        end = _number(groups[at], text, end + 1)
        text[end], text[end + 1] = _COMMA, _OPEN
        end = _row(groups[at + 2 : at + 2 + groups[at + 1]], text, end + 2)
        text[end], text[end + 1] = _CLOSE, _CLOSE
        end, at = end + 2, at + 2 + groups[at + 1]
    return end


@in_place
def _number(number: int, text: Text, end: int) -> int:
    if number < 0:
        text[end] = _MINUS
        end, number = end + 1, -number
    rest, width, next_ = np.uint64(number), 1, np.uint64(10)
    while width < _MOST_DIGITS and rest >= next_:
        width, next_ = width + 1, next_ * _TEN
    for place in range(end + width - 1, end - 1, -1):
        less = rest // _TEN
        text[place] = _ZERO + np.int64(rest - less * _TEN)
        rest = less
    return end + width

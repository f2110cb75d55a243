"""Offers of which one set should hold few, by family and by format; and those that it must hold.

Compiled code takes both as one row of numbers: how many are pinned, which places those are, and
then group by group how many fit into a set, how many there are, and which places those are.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled, in_place
from recommender.model.shelf import Shelf
from recommender.slate.pool import Limit
from recommender.slate.settings import SlateSettings

Whole = NDArray[np.int64]

_NONE = np.zeros(0, np.int64)


def limits(shelf: Shelf, places: Whole, size: int, settings: SlateSettings) -> tuple[Limit, ...]:
    """For a pool of offers at these places of a shelf."""
    families, formats = shelf.families.of_offer, shelf.formats.of_offer
    caps = settings.families, settings.formats
    return listed(grouped(_NONE, places, families, formats, size, *caps))[1]


def listed(groups: Whole) -> tuple[tuple[int, ...], tuple[Limit, ...]]:
    """The places of the pinned, and the limits."""
    numbers = groups.tolist()
    at = 1 + numbers[0]
    pinned, found = tuple(numbers[1:at]), []
    while at < len(numbers):
        end = at + 2 + numbers[at + 1]
        found.append(Limit(numbers[at], tuple(numbers[at + 2 : end])))
        at = end
    return pinned, tuple(found)


def in_a_row(pinned: Sequence[int], limits: Sequence[Limit]) -> Whole:
    """What ``listed`` reads."""
    groups = [len(pinned), *pinned]
    for most, places in limits:
        groups += (most, len(places), *places)
    return np.array(groups, np.int64)


@compiled
def grouped(  # noqa: PLR0913, PLR0917  # numbers and arrays, no values that hold them
    pinned: Whole,
    places: Whole,
    families: Whole,
    formats: Whole,
    size: int,
    of_family: int,
    of_format: int,
) -> Whole:
    """Few of a family, always; few of a format, where there are others to fill the set.

    All of it by place in a pool. Left out are groups of which no set of this size could hold too
    many, and what is pinned and not in the pool.
    """
    count = len(places)
    groups, seen = np.empty(len(pinned) + 6 * count + 3, np.int64), np.empty(count, np.bool_)
    end = _pin(pinned, places, groups)
    end = _write(families, places, seen, size, of_family, -count, groups, end)
    end = _write(formats, places, seen, size, of_format, size - count, groups, end)
    return groups[:end]


@in_place
def _pin(pinned: Whole, places: Whole, groups: Whole) -> int:
    count = 0
    for wanted in pinned:
        for place in range(len(places)):
            if places[place] == wanted:
                count += 1
                groups[count] = place
    groups[0] = count
    return count + 1


@in_place
def _write(  # noqa: PLR0913, PLR0917  # numbers and arrays, no values that hold them
    numbers: Whole,
    places: Whole,
    seen: NDArray[np.bool_],
    size: int,
    most: int,
    lacking: int,
    groups: Whole,
    end: int,
) -> int:
    """``lacking``: so many more of a group, and so many as it has, are needed to fill the set."""
    for first in range(len(places)):
        seen[first] = numbers[places[first]] < 0
    for first in range(len(places)):
        if seen[first]:
            continue
        count = 0
        for place in range(first, len(places)):
            if numbers[places[place]] == numbers[places[first]]:
                groups[end + 2 + count] = place
                seen[place] = True
                count += 1
        fit = max(most, lacking + count)
        if count > fit and fit < size:
            groups[end], groups[end + 1] = fit, count
            end += 2 + count
    return end

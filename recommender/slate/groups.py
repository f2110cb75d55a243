"""Offers of which one set should hold few, by family and by format."""

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled, in_place
from recommender.model.shelf import Shelf
from recommender.slate.pool import Limit
from recommender.slate.settings import SlateSettings

Whole = NDArray[np.int64]


def limits(shelf: Shelf, places: Whole, size: int, settings: SlateSettings) -> tuple[Limit, ...]:
    """For a pool of offers at these places of a shelf."""
    families, formats = shelf.families.of_offer, shelf.formats.of_offer
    return listed(limited(families, formats, places, size, settings.families, settings.formats))


def listed(groups: Whole) -> tuple[Limit, ...]:
    """What ``limited`` wrote down."""
    found, numbers, at = [], groups.tolist(), 0
    while at < len(numbers):
        end = at + 2 + numbers[at + 1]
        found.append(Limit(numbers[at], tuple(numbers[at + 2 : end])))
        at = end
    return tuple(found)


@compiled
def limited(  # numbers and arrays, no values that hold them
    families: Whole, formats: Whole, places: Whole, size: int, of_family: int, of_format: int
) -> Whole:
    """Few of a family, always; few of a format, where there are others to fill the set.

    Of each group how many fit, how many there are, and where they are in the pool; those left out
    of which no set of this size could hold too many.
    """
    count = len(places)
    groups, seen = np.empty(6 * count + 2, np.int64), np.empty(count, np.bool_)
    end = _write(families, places, seen, size, of_family, -count, groups, 0)
    end = _write(formats, places, seen, size, of_format, size - count, groups, end)
    return groups[:end]


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

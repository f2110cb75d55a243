"""Offers of the shelf by place and offers of the model by number, and the ways between."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.layout import LINK_PRIOR, Laid


class Ground(NamedTuple):
    places: NDArray[np.int32]
    """The place of each offer number; one past the end where it is not on the shelf."""
    numbers: NDArray[np.int32]
    """The number of each place; -1 where the model does not know it."""
    link_starts: NDArray[np.int64]
    link_targets: NDArray[np.int64]
    link_weights: NDArray[np.float64]
    """Scaled so that the links of an offer together weigh ``LINK_PRIOR``."""


def ground(shelf: Laid) -> Ground:
    """Where no offer has a number yet."""
    return Ground(
        places=np.empty(0, np.int32),
        numbers=np.full(len(shelf.keys), -1, np.int32),
        link_starts=np.array(shelf.link_starts, np.int64),
        link_targets=np.array(shelf.link_targets, np.int64),
        link_weights=_scaled(shelf),
    )


def extended(ground: Ground, shelf: Laid, keys: list[str]) -> Ground:
    """With the offers that have got numbers since."""
    known = len(ground.places)
    fresh = np.array([shelf.index.get(key, len(shelf.keys)) for key in keys[known:]], np.int32)
    here = fresh < len(shelf.keys)
    ground.numbers[fresh[here]] = np.arange(known, len(keys), dtype=np.int32)[here]
    return ground._replace(places=np.concatenate([ground.places, fresh]))


@in_place
def place_of(ground: Ground, number: int) -> int:
    """Of an offer that the model knows.

    Unsigned: else every look-up by it asks first whether it counts from the end, which in the loops
    over rows and trails takes a third of the time.
    """
    return np.uint32(ground.places[np.uint32(number)])  # type: ignore[return-value]  # it is whole


def _scaled(shelf: Laid) -> NDArray[np.float64]:
    counts = np.diff(shelf.link_starts)
    sources = np.repeat(np.arange(len(counts)), counts)
    totals = np.bincount(sources, shelf.link_weights, len(counts))
    return np.array(LINK_PRIOR * shelf.link_weights / totals[sources], np.float64)

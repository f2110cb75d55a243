"""The law of a draw once more, as its formulas read, and every way in which a set comes about."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.slate import MILLION, Pool

Floats = NDArray[np.float64]


def takes(pool: Pool) -> Floats:
    """One line an offer, one column a need."""
    return 1.0 / (1.0 + np.exp(-(pool.odds[:, None] + pool.fits) / MILLION))


def gains(pool: Pool, places: Sequence[int]) -> Floats:
    missed = pool.shares / MILLION * np.prod(1.0 - takes(pool)[list(places)], axis=0)
    return np.round(takes(pool) @ missed, 12)


def following(pool: Pool, places: Sequence[int]) -> Floats:
    """q of each offer after some; all zeros where the set ends."""
    law, found = pool.law, gains(pool, places)
    open_ = found >= law.floor
    open_[list(places)] = False
    for most, group in pool.limits:
        if len(set(group) & set(places)) >= most:
            open_[list(group)] = False
    if not open_.any() or len(places) >= law.size:
        return np.zeros(len(found))
    soft = np.where(open_, np.exp((found - found[open_].max()) / law.temperature), 0.0)
    return (1.0 - law.epsilon) * soft / soft.sum() + law.epsilon * open_ / open_.sum()


def sequences(pool: Pool, so_far: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every way to go on from some offers, with its probability."""
    line = following(pool, so_far)
    if not line.any():
        yield so_far, 1.0
        return
    for place in line.nonzero()[0].tolist():
        for way, probability in sequences(pool, (*so_far, place)):
            yield way, probability * float(line[place])


def sets(pool: Pool) -> dict[frozenset[int], float]:
    found: dict[frozenset[int], float] = {}
    for way, probability in sequences(pool, pool.pinned):
        found[frozenset(way)] = found.get(frozenset(way), 0.0) + probability
    return found

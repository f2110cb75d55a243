"""What a law makes of a recorded pool: how likely one set is, which sets there are, what it draws.

All of it goes through the law that serves: there is no second implementation that could differ from
what was done.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from recommender.slate import Pool, draw, propensity

Places = Sequence[int]


def chance(pool: Pool, places: Places) -> float:
    """The exact probability that just this set is drawn from the pool, in any order."""
    return propensity(pool, places).unordered


def every_set(pool: Pool) -> Iterator[tuple[int, ...]]:
    """All that could be a set by its size; most of them only in a pool without limits."""
    free = [place for place in range(len(pool.keys)) if place not in pool.pinned]
    for count in range(min(pool.law.size - len(pool.pinned), len(free)) + 1):
        for drawn in combinations(free, count):
            yield *pool.pinned, *drawn


def drawn(pool: Pool, number: int) -> tuple[tuple[int, ...], float]:
    """One of many draws, each with its own dice: a set, and the chance that any of it is taken."""
    found = draw(pool._replace(seed=f"{pool.seed}{number:02x}"))
    return tuple(found.places), found.chance_any_taken

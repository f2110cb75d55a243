"""What a law makes of a recorded pool: how likely one set is, which sets there are, what it draws.

All of it goes through the odds and the subset table that serve: there is no second implementation
that could differ from what was done.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from recommender.slate import Odds, Pool, draw, subsets
from recommender.slate.odds import BARRED
from recommender.slate.propensity import propensity

Places = Sequence[int]


def chance(pool: Pool, places: Places) -> float:
    """The exact probability that just this set is drawn from the pool, in any order."""
    if not pool.law.explore:
        return float(set(draw(pool, Odds(pool)).places) == set(places))
    if len(places) > pool.law.size:
        return 0.0
    odds, listed = Odds(pool), list(places)
    table = subsets.gains(odds, listed)
    goes_on = len(listed) < pool.law.size and table[-1].max(initial=BARRED) > BARRED
    return 0.0 if goes_on else propensity(odds, table, listed).unordered


def every_set(pool: Pool) -> Iterator[tuple[int, ...]]:
    """All that could be a set by its size; most of them only in a pool without limits."""
    for count in range(min(pool.law.size, len(pool.keys)) + 1):
        yield from combinations(range(len(pool.keys)), count)


def drawn(pool: Pool, number: int) -> tuple[tuple[int, ...], float]:
    """One of many draws, each with its own dice: a set, and the chance that any of it is taken."""
    again = pool._replace(seed=f"{pool.seed}{number:02x}")
    found = draw(again, Odds(again))
    return tuple(found.places), found.chance_any_taken

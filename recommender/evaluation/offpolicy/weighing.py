"""One recorded set under a policy: how likely it would be, and what else there would have been."""

from functools import cache
from math import comb
from typing import NamedTuple

import numpy as np

from recommender.evaluation.offpolicy.laws import chance, drawn, every_set
from recommender.evaluation.offpolicy.logged_set import LeftAside, Shown, Unusable
from recommender.evaluation.offpolicy.set_policy import SetPolicy
from recommender.model.shelf import Shelf
from recommender.slate import Pool, limits

DRAWS = 4
"""Of each policy from each pool: for what it would show on the average of many decisions."""
FEW = 64
"""So many sets are looked at one by one."""


class Weighed(NamedTuple):
    weight: float
    """How much likelier the set is under the policy than it was."""
    told: tuple[float, ...]
    """The chance that any step is taken, of ``DRAWS`` sets that the policy draws."""
    unsupported: float
    """How much of the policy's mass lies on sets that could not have been shown."""


def weigh(shown: Shown, policy: SetPolicy, shelf: Shelf) -> Weighed:
    """Raises: Unusable."""
    target = _target(shown.pool, policy, shelf)
    if (target.law, target.limits) == (shown.pool.law, shown.pool.limits):
        return Weighed(1.0, (shown.told,) * DRAWS, 0.0)  # what was shown is a draw from it
    count = DRAWS if target.law.explore else 1
    draws = [drawn(target, number) for number in range(count)]
    return Weighed(
        weight=chance(target, shown.places) / shown.chance,
        told=tuple([told for _, told in draws]) * (DRAWS // count),
        unsupported=_unsupported(shown.pool, target, [places for places, _ in draws]),
    )


def _target(pool: Pool, policy: SetPolicy, shelf: Shelf) -> Pool:
    """The same offers, to be drawn by the policy.

    A record's limits are those that could bind at its own size; where others are asked for, they
    are made anew by what the catalogue says now of formats and families.
    """
    target = pool._replace(law=policy.law(pool.law))
    if not policy.limits_anew:
        return target
    places = [shelf.index.get(key, -1) for key in pool.keys]
    if -1 in places:
        raise Unusable(LeftAside.OFFER_GONE)
    found = limits(shelf, np.array(places, np.int64), target.law.size, policy.settings())
    return target._replace(limits=found)


def _unsupported(pool: Pool, target: Pool, draws: list[tuple[int, ...]]) -> float:
    """Nothing where size, floor and limits are the same: all that is open then has a chance.

    Else found by looking at all sets, where they are few, or at what the policy draws.
    """
    if target.law.explore:
        if _shape(target) == _shape(pool):
            return 0.0
        if _sets(len(target.keys), target.law.size) <= FEW:
            alien = [places for places in every_set(target) if chance(pool, places) == 0.0]
            return sum(chance(target, places) for places in alien)
    return sum(chance(pool, places) == 0.0 for places in draws) / len(draws)


def _shape(pool: Pool) -> tuple[object, ...]:
    return pool.law.size, pool.law.floor, pool.limits


@cache
def _sets(offers: int, size: int) -> int:
    return sum(comb(offers, count) for count in range(size + 1))

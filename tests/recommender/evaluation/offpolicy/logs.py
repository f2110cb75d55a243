"""Pools, and decisions that were drawn from them."""

from uuid import UUID

import numpy as np

from recommender.evaluation.offpolicy import LoggedSet
from recommender.slate import MILLION, Law, Limit, Pool, draw, encode, seed

LAW = Law(size=3, explore=True, epsilon=0.1, temperature=0.05, floor=0.005)


def pool(
    odds: list[float],
    fits: list[list[float]] | None = None,
    shares: list[float] | None = None,
    limits: tuple[Limit, ...] = (),
    law: Law = LAW,
    number: int = 0,
) -> Pool:
    whole = np.array(fits or [[0.0]] * len(odds)).reshape(len(odds), -1) * MILLION
    return Pool(
        keys=[f"o{place}" for place in range(len(odds))],
        odds=np.rint(np.array(odds) * MILLION).astype(np.int64),
        fits=np.rint(whole).astype(np.int64),
        shares=np.rint(np.array(shares or [1.0]) * MILLION).astype(np.int64),
        limits=limits,
        law=law,
        seed=seed(UUID(int=number)),
    )


MANY = pool(
    odds=[-1.0, -1.2, -1.4, -1.6, -4.5, -5.0],
    fits=[[2, 0, 0], [0, 2, 0], [2, 1, 0], [0, 0, 0], [0, 1, 0], [0, 0, 0]],
    shares=[0.5, 0.4, 0.1],
    limits=(Limit(1, (0, 2)), Limit(2, (1, 3, 4))),
    law=LAW._replace(floor=0.05),
)
"""Its floor ends some sets early."""


def logged(of: Pool, *, taken: bool = False, account: str = "a") -> LoggedSet:
    """A draw from it, recorded."""
    chance = draw(of).propensity.unordered
    return LoggedSet(encode(of), chance, taken, account)


def dice(of: Pool, number: int) -> Pool:
    return of._replace(seed=seed(UUID(int=number)))

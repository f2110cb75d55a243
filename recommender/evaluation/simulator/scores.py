"""What a decision recorded of the offers it drew from: the very scores that other rankers get."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.model.decision import Decision
from recommender.model.shelf import Shelf
from recommender.slate import MILLION, decode, encode, replay

Floats = NDArray[np.float64]


class Scores(NamedTuple):
    """Of the offers in the pool of a decision, likeliest first."""

    offers: list[int]
    """Their places on the shelf."""
    takes: Floats
    """The chance that each is taken under each need; one line an offer."""
    shares: Floats
    """The belief over these needs."""
    chances: Floats
    """The chance that each is taken, given the belief."""


def scores(decision: Decision, shelf: Shelf) -> Scores:
    pool = decode(decision.draw)
    takes = 1.0 / (1.0 + np.exp((pool.fits + pool.odds[:, None]) / -MILLION))
    shares = pool.shares / MILLION
    chances = takes.dot(shares)
    order = (-chances).argsort(kind="stable")
    offers = [shelf.index[pool.keys[place]] for place in order.tolist()]
    return Scores(offers, takes[order], shares, chances[order])


def unexplored(decision: Decision, shelf: Shelf) -> list[int]:
    """The set that would have been chosen without exploration, from the same record."""
    pool = decode(decision.draw)
    outright = pool._replace(law=pool.law._replace(explore=False))
    return [shelf.index[key] for key in replay(encode(outright)).offers]

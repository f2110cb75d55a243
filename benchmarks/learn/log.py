"""A log of any size from a seed: visits to offers that belong together, and to popular ones."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

import numpy as np

from recommender import DAY, Instant, Interaction, Kind

START = Instant(1_780_000_000_000)
APART = 40
"""How far from the middle of their interest buyers go, in offers."""


class Size(NamedTuple):
    events: int
    offers: int
    buyers: int


def log(size: Size, seed: int = 7) -> Iterator[Interaction]:
    """In the order of time, over sixty days."""
    dice = np.random.default_rng(seed)
    buyers = dice.integers(0, size.buyers, size.events)
    near = dice.integers(0, size.offers, size.buyers)[buyers]
    near = (near + dice.normal(0, APART, size.events).astype(np.int64)) % size.offers
    popular = (size.offers * dice.random(size.events) ** 3).astype(np.int64)
    offers = np.where(dice.random(size.events) < 0.6, near, popular)  # noqa: PLR2004  # most
    times = START + np.sort(dice.integers(0, 60 * DAY, size.events))
    ids = [UUID(int=(1 << 100) + number) for number in range(size.buyers)]
    keys = [f"offer-{number}" for number in range(size.offers)]
    kinds = (Kind.VIEWED, Kind.CLICKED, Kind.COMPLETED)
    for act, (buyer, offer, at) in enumerate(
        zip(buyers.tolist(), offers.tolist(), times.tolist(), strict=True)
    ):
        yield Interaction(UUID(int=act), ids[buyer], kinds[act % 3], Instant(at), offer=keys[offer])

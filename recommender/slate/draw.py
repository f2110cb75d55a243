"""A set of steps from a pool: slot by slot by chance, or the best outright."""

from typing import NamedTuple

import numpy as np

from recommender.model.decision import Slot
from recommender.slate.dice import rolls
from recommender.slate.odds import After, Odds
from recommender.slate.pool import Pool
from recommender.slate.propensity import Propensity, propensity, subsets, sure


class Drawn(NamedTuple):
    """The steps in the order in which they were drawn."""

    places: list[int]
    """In the pool."""
    slots: list[Slot]
    gains: list[float]
    propensity: Propensity
    display: tuple[int, ...]
    chance_any_taken: float


def draw(pool: Pool, odds: Odds) -> Drawn:
    law = pool.law
    dice = rolls(pool.seed, 2 * law.size)
    shown = dice[law.size :]
    places = _draw(odds, dice[: law.size]) if law.explore else _best_set(odds)
    count = len(places)
    after = subsets(odds, places)
    before = [2**slot - 1 for slot in range(count)]
    gains = after.gains[before, places].tolist()
    return Drawn(
        places=places,
        slots=_slots(after, before, gains, law.temperature),
        gains=gains,
        propensity=propensity(odds, after, places) if law.explore else sure(count),
        display=tuple(sorted(range(count), key=shown.__getitem__)),
        chance_any_taken=round(sum(gains), 12),
    )


def _draw(odds: Odds, dice: list[float]) -> list[int]:
    places: list[int] = []
    missed, free = odds.shares, odds.free(places)
    for roll in dice:
        place = odds.pick(odds.after(missed, free), roll)
        if place is None:
            break
        places.append(place)
        missed = missed * odds.misses[place]
        odds.take(places, free)
    return places


def _slots(after: After, before: list[int], gains: list[float], close: float) -> list[Slot]:
    """Explored is what was clearly not the best when it was drawn."""
    best = (after.gains[before] * after.open[before]).max(axis=1, initial=0.0).tolist()
    return [
        Slot.CHOSEN if gain >= top - close else Slot.EXPLORED
        for gain, top in zip(gains, best, strict=True)
    ]


def _best_set(odds: Odds) -> list[int]:
    """The best step each time, then each exchanged once if another adds more in its stead."""
    places: list[int] = []
    while len(places) < odds.law.size and (best := _best(odds.following(places))) is not None:
        places.append(best)
    for slot, place in enumerate(places):
        after = odds.following(places[:slot] + places[slot + 1 :])
        best = _best(after)
        if best is not None and after.gains[best] > after.gains[place]:
            places[slot] = best
    return places


def _best(after: After) -> int | None:
    """The open offer with the greatest gain, of equals the first in the pool."""
    if not after.open.any():
        return None
    return int(np.where(after.open, after.gains, -1.0).argmax())

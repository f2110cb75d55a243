"""A set of steps from a pool: slot by slot by chance, or the best outright."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.model.decision import Slot
from recommender.slate.dice import rolls
from recommender.slate.odds import After, Odds
from recommender.slate.pool import Pool
from recommender.slate.propensity import Propensity, propensity, sure

Mask = NDArray[np.bool_]


class Drawn(NamedTuple):
    """The steps in the order in which they were drawn."""

    places: tuple[int, ...]
    """In the pool."""
    slots: tuple[Slot, ...]
    gains: tuple[float, ...]
    propensity: Propensity
    display: tuple[int, ...]
    chance_any_taken: float


def draw(pool: Pool, odds: Odds) -> Drawn:
    law = pool.law
    dice = rolls(pool.seed, 2 * law.size)
    places = [] if law.explore else _best_set(odds)
    slots, gains = [], []
    missed, closed = odds.shares, np.zeros(len(pool.keys), bool)
    for slot in range(law.size if law.explore else len(places)):
        after = odds.after(missed, closed)
        if law.explore:
            if not after.open.any():
                break
            places.append(odds.pick(after, dice[slot]))
        gain = float(after.gains[places[slot]])
        slots.append(_slot(after, gain, law.temperature))
        gains.append(gain)
        missed = missed * odds.misses[places[slot]]
        odds.close(places[: slot + 1], closed)
    shown = dice[law.size :]
    return Drawn(
        places=tuple(places),
        slots=tuple(slots),
        gains=tuple(gains),
        propensity=propensity(odds, places) if law.explore else sure(len(places)),
        display=tuple(sorted(range(len(places)), key=shown.__getitem__)),
        chance_any_taken=round(sum(gains), 12),
    )


def _slot(after: After, gain: float, close: float) -> Slot:
    """Explored is what was clearly not the best when it was drawn."""
    best = float((after.gains * after.open).max())
    return Slot.CHOSEN if gain >= best - close else Slot.EXPLORED


def _best_set(odds: Odds) -> list[int]:
    """The best step each time, then each exchanged once if another adds more in its stead."""
    places: list[int] = []
    while len(places) < odds.law.size and (best := _best(odds, places)) is not None:
        places.append(best)
    for slot, place in enumerate(places):
        others = places[:slot] + places[slot + 1 :]
        best, gains = _best(odds, others), _after(odds, others).gains
        if best is not None and gains[best] > gains[place]:
            places[slot] = best
    return places


def _best(odds: Odds, places: list[int]) -> int | None:
    """The open offer with the greatest gain after others, of equals the first in the pool."""
    gains, is_open = _after(odds, places)
    if not is_open.any():
        return None
    return int(np.where(is_open, gains, -1.0).argmax())


def _after(odds: Odds, places: list[int]) -> After:
    closed = np.zeros(len(odds.takes), bool)
    odds.close(places, closed)
    return odds.after(odds.shares * odds.misses[places].prod(axis=0), closed)

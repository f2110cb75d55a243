"""A set of steps from a pool: what an editor pinned, and then what was drawn."""

from typing import Any, NamedTuple

import numpy as np

from recommender.compiled import compiled
from recommender.model.decision import Slot
from recommender.slate.choice import by_chance, outright
from recommender.slate.dice import rolls
from recommender.slate.law import Floats, gain, stakes
from recommender.slate.pool import Pool, Whole
from recommender.slate.propensity import Propensity, numbers
from recommender.slate.told import told as told_of
from recommender.slate.ways import in_any_order, way


class Drawn(NamedTuple):
    """The steps: the pinned ones, then the others in the order in which they were drawn."""

    places: list[int]
    """In the pool."""
    slots: list[Slot]
    chances: list[float]
    """That each is taken, given the belief over needs."""
    gains: list[float]
    propensity: Propensity
    display: tuple[int, ...]
    """The pinned ones first, the others in a uniform order: positions in ``places``."""
    chance_any_taken: float


def draw(pool: Pool) -> Drawn:
    size, fixed = pool.law.size, len(pool.pinned)
    dice = rolls(pool.seed, 2 * size)
    chosen, told, unordered = _draw(np.array(dice), *numbers(pool))
    chances, gains, best, steps = told.tolist()
    count = len(gains)
    drawn = sorted(range(fixed, count), key=dice[size:].__getitem__)
    return Drawn(
        places=chosen.tolist(),
        slots=_slots(gains, best, fixed, pool.law.temperature),
        chances=chances,
        gains=gains,
        propensity=Propensity.of(steps, unordered),
        display=(*range(fixed), *drawn),
        chance_any_taken=round(told_of(sum(gains), pool.told), 12),
    )


def _slots(gains: list[float], best: list[float], fixed: int, close: float) -> list[Slot]:
    """Explored is what was clearly not the best when it was drawn."""
    pairs = zip(gains[fixed:], best[fixed:], strict=True)
    drawn = [Slot.CHOSEN if gain >= top - close else Slot.EXPLORED for gain, top in pairs]
    return [Slot.PINNED] * fixed + drawn


@compiled
def _draw(dice: Floats, *ground: Any) -> tuple[Whole, Floats, float]:
    of = stakes(*ground)
    chosen = by_chance(of, dice) if of.law.explore else outright(of)
    chances, found = np.empty(len(of.unfit)), way(of, chosen)
    gain(of, of.shares, chances)
    told = np.empty((4, len(chosen)))
    for slot in range(len(chosen)):
        told[0, slot] = chances[chosen[slot]]
        told[1, slot] = found.gains[slot]
        told[2, slot] = found.best[slot]
        told[3, slot] = found.chances[slot]
    return chosen, told, in_any_order(of, chosen) if of.law.explore else 1.0

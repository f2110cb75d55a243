"""A set of steps from a pool: what an editor pinned, and then what was drawn."""

from math import prod
from typing import Any, NamedTuple

import numpy as np

from recommender.compiled import compiled, in_place
from recommender.model.decision import Slot
from recommender.slate.choice import by_chance, outright
from recommender.slate.dice import Bytes, rolls, stream
from recommender.slate.law import Floats, gain, stakes
from recommender.slate.pool import Pool, Whole
from recommender.slate.propensity import Propensity, numbers
from recommender.slate.told import told as told_of
from recommender.slate.ways import in_any_order, way

_SLOTS = (Slot.CHOSEN, Slot.EXPLORED, Slot.PINNED)
_CHOSEN, _EXPLORED, _PINNED = range(3)


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
    dice = stream(pool.seed, 2 * pool.law.size)
    whole, told, unordered = _draw(dice, *numbers(pool))
    places, slots, display = whole.tolist()
    chances, gains, steps = told.tolist()
    return Drawn(
        places=places,
        slots=[_SLOTS[slot] for slot in slots],
        chances=chances,
        gains=gains,
        propensity=Propensity(tuple(steps), prod(steps), unordered),
        display=tuple(display),
        chance_any_taken=round(told_of(sum(gains), pool.told), 12),
    )


@compiled
def _draw(stream: Bytes, *ground: Any) -> tuple[Whole, Floats, float]:
    """Lines: places, slots, display; chances, gains, steps."""
    of, dice = stakes(*ground), rolls(stream)
    chosen = by_chance(of, dice) if of.law.explore else outright(of)
    count, fixed = len(chosen), len(of.pinned)
    whole, told = np.empty((3, count), np.int64), np.empty((3, count))
    found, chances = way(of, chosen), np.empty(len(of.unfit))
    gain(of, of.shares, chances)
    for slot in range(count):
        far = found.gains[slot] < found.best[slot] - of.law.temperature
        whole[0, slot] = chosen[slot]
        whole[1, slot] = _PINNED if slot < fixed else _EXPLORED if far else _CHOSEN
        told[0, slot] = chances[chosen[slot]]
        told[1, slot] = found.gains[slot]
        told[2, slot] = found.chances[slot]
    _shuffle(whole[2], dice[of.law.size :], fixed)
    return whole, told, in_any_order(of, chosen) if of.law.explore else 1.0


@in_place
def _shuffle(display: Whole, dice: Floats, fixed: int) -> None:
    """Slots in the order of their dice, the first so many left where they are."""
    for slot in range(len(display)):
        at = slot
        while at > fixed and dice[slot] < dice[display[at - 1]]:
            display[at] = display[at - 1]
            at -= 1
        display[at] = slot

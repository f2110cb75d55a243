"""A set of steps from a pool: what an editor pinned, and then what was drawn."""

from math import prod
from typing import NamedTuple

import numpy as np

from recommender.compiled import compiled, in_place
from recommender.model.decision import Slot
from recommender.slate.choice import outright, way
from recommender.slate.dice import Bytes, rolls, stream
from recommender.slate.law import Floats, gain, stakes
from recommender.slate.pool import Pool, Whole
from recommender.slate.propensity import Propensity, numbers
from recommender.slate.told import Points
from recommender.slate.told import told as told_of
from recommender.slate.ways import in_any_order

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
    return drawn(pool.told, *by_law(dice, *numbers(pool)))


def drawn(points: Points, whole: Whole, told: Floats, unordered: float) -> Drawn:
    """What ``by_law`` wrote down; the points are of the map of told chances."""
    places, slots, display = whole.tolist()
    chances, gains, steps = told.tolist()
    return Drawn(
        places,
        [_SLOTS[slot] for slot in slots],
        chances,
        gains,
        Propensity(tuple(steps), prod(steps), unordered),
        tuple(display),
        round(told_of(sum(gains), points), 12),
    )


@compiled
def by_law(  # noqa: PLR0913, PLR0917  # one by one: what takes *args is compiled for each caller
    stream: Bytes,
    odds: Whole,
    fits: Whole,
    shares: Whole,
    groups: Whole,
    size: int,
    explore: bool,  # noqa: FBT001  # as in the law
    epsilon: float,
    temperature: float,
    floor: float,
) -> tuple[Whole, Floats, float]:
    """Lines: places, slots, display; chances, gains, steps. Then the probability of the set."""
    of = stakes(odds, fits, shares, groups, size, explore, epsilon, temperature, floor)
    dice = rolls(stream)
    given = of.pinned if explore else outright(of)
    found = way(of, given, dice[: size if explore else 0])
    count, fixed = len(found.chosen), len(of.pinned)
    whole, told = np.empty((3, count), np.int64), np.empty((3, count))
    chances = np.empty(len(odds))
    gain(of, of.shares, chances)
    for slot in range(count):
        far = found.gains[slot] < found.best[slot] - temperature
        whole[0, slot] = found.chosen[slot]
        whole[1, slot] = _PINNED if slot < fixed else _EXPLORED if far else _CHOSEN
        told[0, slot] = chances[found.chosen[slot]]
        told[1, slot] = found.gains[slot]
        told[2, slot] = found.chances[slot]
    _shuffle(whole[2], dice[size:], fixed)
    return whole, told, in_any_order(of, found.chosen) if explore else 1.0


@in_place
def _shuffle(display: Whole, dice: Floats, fixed: int) -> None:
    """Slots in the order of their dice, the first so many left where they are."""
    for slot in range(len(display)):
        at = slot
        while at > fixed and dice[slot] < dice[display[at - 1]]:
            display[at] = display[at - 1]
            at -= 1
        display[at] = slot

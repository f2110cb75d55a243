"""A set of steps from a pool, and the exact probability of it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.model.decision import Slot
from recommender.slate.dice import rolls
from recommender.slate.odds import After, Odds
from recommender.slate.pool import Pool

Floats = NDArray[np.float64]


class Drawn(NamedTuple):
    """The steps in the order in which they were drawn."""

    places: tuple[int, ...]
    """In the pool."""
    slots: tuple[Slot, ...]
    gains: tuple[float, ...]
    probabilities: tuple[float, ...]
    """With which each slot drew its step, given the steps before it."""
    display: tuple[int, ...]
    chance_any_taken: float
    ordered_propensity: float
    set_propensity: float


def draw(pool: Pool, odds: Odds) -> Drawn:
    """Slot by slot by chance, or the best set outright, as the law of the pool says."""
    dice = rolls(pool.seed, 2 * pool.law.size)
    shown = dice[pool.law.size :]
    places = _draw(odds, dice) if pool.law.explore else _choose(odds)
    lines = _subsets(places, len(pool.keys))
    after = odds.after(lines)
    last = [2**slot - 1 for slot in range(len(places))]
    gains = tuple(after.gains[last, places].tolist())
    path, whole = _propensities(odds, after, places) if pool.law.explore else (_sure(places), 1.0)
    return Drawn(
        places=tuple(places),
        slots=_slots(after, last, gains, odds),
        gains=gains,
        probabilities=tuple(path),
        display=tuple(sorted(range(len(places)), key=shown.__getitem__)),
        chance_any_taken=sum(gains),
        ordered_propensity=_exact(float(np.prod(path))),
        set_propensity=_exact(whole),
    )


def _draw(odds: Odds, dice: list[float]) -> list[int]:
    places: list[int] = []
    taken = np.zeros((1, len(odds.takes)))
    for roll in dice[: odds.law.size]:
        line = odds.next(odds.after(taken))[0].cumsum()
        if line[-1] == 0.0:
            break
        place = int(line.searchsorted(roll * line[-1], side="right"))
        taken[0, place] = 1.0
        places.append(place)
    return places


def _choose(odds: Odds) -> list[int]:
    """The best step each time, then each exchanged once if another adds more in its stead."""
    places: list[int] = []
    taken = np.zeros((1, len(odds.takes)))
    while len(places) < odds.law.size and (best := _best(odds, taken)) is not None:
        taken[0, best] = 1.0
        places.append(best)
    for slot, place in enumerate(places):
        taken[0, place] = 0.0
        best = _best(odds, taken)
        after = odds.after(taken).gains[0]
        if best is not None and after[best] > after[place]:
            places[slot] = best
        taken[0, places[slot]] = 1.0
    return places


def _best(odds: Odds, taken: Floats) -> int | None:
    """The open offer with the greatest gain, of equals the first in the pool."""
    gains, is_open = odds.after(taken)
    best = int(np.where(is_open[0], gains[0], -1.0).argmax())
    return best if is_open[0, best] else None


def _subsets(places: list[int], size: int) -> Floats:
    """All sets of some of the places; the place of slot i is in line n where n has the bit i."""
    count = len(places)
    lines = np.zeros((2**count, size))
    lines[:, places] = np.arange(2**count)[:, None] >> np.arange(count) & 1
    return lines


def _propensities(odds: Odds, after: After, places: list[int]) -> tuple[list[float], float]:
    """The probability of each step on the way drawn, and that of the set on any way.

    f(empty) = 1; f(A) = sum over j in A of f(A without j) * q(j | A without j).
    """
    count = len(places)
    nexts = odds.next(after)[:, places].tolist()
    ways = [1.0] + [0.0] * (2**count - 1)
    for line in range(1, 2**count):
        ways[line] = sum(
            ways[line ^ (1 << slot)] * nexts[line ^ (1 << slot)][slot]
            for slot in range(count)
            if line >> slot & 1
        )
    return [_exact(nexts[2**slot - 1][slot]) for slot in range(count)], ways[-1]


def _sure(places: list[int]) -> list[float]:
    return [1.0] * len(places)


def _exact(probability: float) -> float:
    """Twelve digits: as many as are the same on every machine."""
    return float(f"{probability:.12g}")


def _slots(after: After, last: list[int], gains: tuple[float, ...], odds: Odds) -> tuple[Slot, ...]:
    """Explored is what was clearly not the best when it was drawn."""
    best = np.where(after.open[last], after.gains[last], 0.0).max(axis=1, initial=0.0).tolist()
    close = odds.law.temperature
    return tuple(
        Slot.CHOSEN if gain >= top - close else Slot.EXPLORED
        for gain, top in zip(gains, best, strict=True)
    )

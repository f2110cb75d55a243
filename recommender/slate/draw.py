"""A set of steps from a pool: slot by slot by chance, or the best outright."""

from typing import NamedTuple

from recommender.model.decision import Slot
from recommender.slate import subsets
from recommender.slate.dice import rolls
from recommender.slate.odds import BARRED, Floats, Odds
from recommender.slate.pool import Pool
from recommender.slate.propensity import Propensity, propensity, sure


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
    table = subsets.gains(odds, places)
    so_far = table.take(subsets.beginnings(count), axis=0)
    gains = [float(line[place]) for line, place in zip(so_far, places, strict=True)]
    return Drawn(
        places=places,
        slots=_slots(gains, so_far.max(axis=1, initial=BARRED).tolist(), law.temperature),
        gains=gains,
        propensity=propensity(odds, table, places) if law.explore else sure(count),
        display=tuple(sorted(range(count), key=shown.__getitem__)),
        chance_any_taken=round(sum(gains), 12),
    )


def _draw(odds: Odds, dice: list[float]) -> list[int]:
    places: list[int] = []
    missed, bars = odds.shares, odds.bars(places)
    for roll in dice:
        place = odds.pick(odds.gains(missed, bars), roll)
        if place is None:
            break
        places.append(place)
        missed = missed * odds.misses[place]
        odds.bar(places, bars)
    return places


def _slots(gains: list[float], best: list[float], close: float) -> list[Slot]:
    """Explored is what was clearly not the best when it was drawn."""
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
        gains = odds.following(places[:slot] + places[slot + 1 :])
        best = _best(gains)
        if best is not None and gains[best] > gains[place]:
            places[slot] = best
    return places


def _best(gains: Floats) -> int | None:
    """The open offer with the greatest gain, of equals the first in the pool."""
    best = int(gains.argmax()) if len(gains) else 0
    return best if len(gains) and gains[best] > BARRED else None

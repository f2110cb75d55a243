"""How often what would have been told came true, on later picks of the training itself.

Some of the later touches are asked about before they are learned, as a case would be, by the
weights that were fitted. Whether one of the first answers is taken later in the same trail, beside
the chance that was told of them, gives the map by which chances are told from then on.
"""

from collections.abc import Callable, Iterator, Sequence
from math import prod

import numpy as np

from recommender.evaluation.replay.answering import SET, Moment, answer
from recommender.evaluation.replay.log import Log, LogLine, Times
from recommender.evaluation.replay.world import World
from recommender.fitting.telling import points
from recommender.model.instant import Instant

Asking = Callable[[World, Sequence[LogLine], Instant], Moment]
"""How a trail so far is asked about at a time."""

MOST = 1_500
"""How many touches are asked about."""
LATER = 0.15
"""The part of the log that they are from."""
ENOUGH = 50
"""Touches for each point of the map at the least,"""
POINTS = 12
"""and so many points at most."""


def set_told(world: World, log: Log, asking: Asking) -> None:
    """Let the world tell chances by what came true of them."""
    outcomes = np.array(list(_outcomes(world.anew(), log, asking))).reshape(-1, 2)
    parts = min(len(outcomes) // ENOUGH, POINTS)
    if parts:
        world.points = points(outcomes[:, 0], outcomes[:, 1], parts)


def _outcomes(world: World, log: Log, asking: Asking) -> Iterator[tuple[float, bool]]:
    """The chance that would be told, and whether it came true."""
    start = len(log) - int(LATER * len(log))
    lines, done = iter(log), 0
    for spot in _sample(log, start):
        world.follow(lines, spot - done)
        if done < start:
            world.refresh()
        done = spot
        before, after = log.around(spot)
        moment = asking(world, before, Instant(int(log.at[spot])))
        if after[0].item in {line.item for line in before} or moment.among == frozenset():
            continue  # a return is no next step; of this page no links are known
        found = answer(world, moment)
        chance = 1.0 - prod(1.0 - one for one in found.chances[:SET])
        yield chance, not {line.item for line in after}.isdisjoint(found.ranked[:SET])


def _sample(log: Log, start: int) -> list[int]:
    """By lot, less the first line of each trail; in the order of the log."""
    later: Times = np.arange(start, len(log))
    _, first = np.unique(log.trail_of, return_index=True)
    found = np.setdiff1d(later, first)
    if len(found) > MOST:
        found = np.sort(np.random.default_rng(0).choice(found, MOST, replace=False))
    return [int(spot) for spot in found]

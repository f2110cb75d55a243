"""How often what would have been told came true, on questions about the training itself.

Some of its later touches or trails are asked about before they are learned, as a case would be
(``probes``), by the weights that were fitted. Whether one of the first answers came true, beside
the chance that was told of them, gives the map by which chances are told from then on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import prod

import numpy as np

from recommender.evaluation.replay.answering import SET, Moment, answer
from recommender.evaluation.replay.log import Log, LogLine
from recommender.evaluation.replay.probes import Probe, start_of
from recommender.evaluation.replay.world import World
from recommender.fitting.telling import points
from recommender.model.instant import Instant

Asking = Callable[[World, Sequence[LogLine], Instant], Moment]
"""How a trail so far is asked about at a time."""

ENOUGH = 50
"""Questions for each point of the map at the least,"""
POINTS = 12
"""and so many points at most."""


def set_told(world: World, log: Log, probes: Iterable[Probe], asking: Asking) -> None:
    """Let the world tell chances by what came true of them."""
    outcomes = np.array(list(_outcomes(world.anew(), log, probes, asking))).reshape(-1, 2)
    parts = min(len(outcomes) // ENOUGH, POINTS)
    if parts:
        world.points = points(outcomes[:, 0], outcomes[:, 1], parts)


def _outcomes(
    world: World, log: Log, probes: Iterable[Probe], asking: Asking
) -> Iterator[tuple[float, bool]]:
    """The chance that would be told, and whether it came true."""
    start, lines, done = start_of(log), iter(log), 0
    for probe in probes:
        world.follow(lines, probe.spot - done)
        if done < start:
            world.refresh()
        done = probe.spot
        moment = asking(world, probe.trail, probe.now)
        if probe.next in {line.item for line in probe.trail} or moment.among == frozenset():
            continue  # a return is no next step; of this page no links are known
        found = answer(world, moment)
        chance = 1.0 - prod(1.0 - one for one in found.chances[:SET])
        yield chance, not probe.rest.isdisjoint(found.ranked[:SET])

"""The later picks of a log, each with what was known just before it: predict, then learn."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.learning import View
from recommender.learning.buyers import NOBODY, line_of
from recommender.learning.fold import TOUCH, Acts
from recommender.learning.memory import Memory
from recommender.learning.tables import ANY, MOTIONS
from recommender.model.instant import Instant
from recommender.model.vocabulary import Motion

LATER, EARLIER = 0.15, 0.5
"""The part of the log whose picks are used: as much as it takes, within these."""


class Pick(NamedTuple):
    steps: NDArray[np.int64]
    """Of the trail before it, by number, oldest first."""
    picked: int
    """By number."""
    now: Instant
    pause: int
    motion: Motion | None


def part(acts: Acts, some: slice) -> Acts:
    return Acts(
        acts.buyers[some],
        acts.offers[some],
        acts.times[some],
        acts.kinds[some],
        acts.motions[some],
    )


def start_of(acts: Acts, most: int) -> int:
    """From which act on picks are looked for: with twice as many acts as picks are wanted."""
    count = len(acts.offers)
    share = min(max(2.0 * most / max(count, 1), LATER), EARLIER)
    return count - int(share * count)


def sample(acts: Acts, start: int, most: int, seed: int) -> NDArray[np.int64]:
    """Touches from there on, by lot, less the first of each buyer; in the order of the log."""
    _, first = np.unique(acts.buyers, axis=0, return_index=True)
    later = acts.kinds & TOUCH != 0
    later[:start] = later[first] = False
    found = np.flatnonzero(later)
    if len(found) <= most:
        return found
    return np.sort(np.random.default_rng(seed).choice(found, most, replace=False))


def walk(
    memory: Memory, acts: Acts, start: int, chosen: Sequence[int] | NDArray[np.int64]
) -> Iterator[Pick]:
    """Learn on from ``start``; each chosen act is told before it is learned, if it is a pick.

    A return to the open page is none. When the walk is over all is learned.
    """
    done = start
    for act in map(int, chosen):
        memory.fold(part(acts, slice(done, act)))
        done = act
        found = _pick(memory, acts, act)
        if found is not None:
            yield found
    memory.fold(part(acts, slice(done, len(acts.offers))))


def _pick(memory: Memory, acts: Acts, act: int) -> Pick | None:
    buyers, trails = memory.arrays.buyers, memory.arrays.trails
    line = line_of(buyers, acts.buyers[act, 0], acts.buyers[act, 1])
    if line == NOBODY or not trails.lengths[line]:
        return None
    steps = trails.offers[line, : trails.lengths[line]].astype(np.int64)
    now, picked = int(acts.times[act]), int(acts.offers[act])
    if steps[-1] == picked:
        return None
    pause = max(now - int(trails.times[line, len(steps) - 1]), 0)
    motion = None if acts.motions[act] == ANY else MOTIONS[acts.motions[act]]
    return Pick(steps, picked, Instant(now), pause, motion)


def known(view: View) -> NDArray[np.bool_]:
    """By place, which offers anybody has taken up: others were not there yet, maybe."""
    memory, shelf = view.memory, view.shelf
    touched = memory.arrays.tallies.touched[: len(memory.keys)] > 0
    open_ = np.zeros(len(shelf.keys), np.bool_)
    open_[view.retriever.placed(np.flatnonzero(touched).astype(np.int32))] = True
    return open_


def keys(memory: Memory, steps: Iterable[int]) -> tuple[str, ...]:
    return tuple([memory.keys[step] for step in steps])

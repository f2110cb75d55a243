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


class Ahead(NamedTuple):
    """Picks after the next that count too: what is shown now may be taken then."""

    many: int
    fade: float
    """How much less each further one counts."""


AHEAD = Ahead(4, 0.25)
NEXT = Ahead(0, 1.0)
"""The next pick alone."""


class Pick(NamedTuple):
    steps: NDArray[np.int64]
    """Of the trail before it, by number, oldest first."""
    picked: tuple[tuple[int, float], ...]
    """By number, the next pick and some after it; and what each is worth."""
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
    memory: Memory,
    acts: Acts,
    start: int,
    chosen: Sequence[int] | NDArray[np.int64],
    ahead: Ahead = AHEAD,
) -> Iterator[Pick]:
    """Learn on from ``start``; each chosen act is told before it is learned, if it is a pick.

    A return to the open page is none. When the walk is over all is learned.
    """
    done, after = start, later(acts)
    for act in map(int, chosen):
        memory.fold(part(acts, slice(done, act)))
        done = act
        found = _pick(memory, acts, act, after, ahead)
        if found is not None:
            yield found
    memory.fold(part(acts, slice(done, len(acts.offers))))


def _pick(
    memory: Memory, acts: Acts, act: int, after: NDArray[np.int64], ahead: Ahead
) -> Pick | None:
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
    found = _picked(acts, act, after, set(steps.tolist()), ahead)
    return Pick(steps, found, Instant(now), pause, motion)


def later(acts: Acts) -> NDArray[np.int64]:
    """For each act the buyer's next touch; -1 where there is none."""
    touches = np.flatnonzero(acts.kinds & TOUCH)
    order = touches[np.lexsort((touches, *acts.buyers[touches].T))]
    same = (acts.buyers[order[1:]] == acts.buyers[order[:-1]]).all(axis=1)
    found = np.full(len(acts.offers), -1, np.int64)
    found[order[:-1]] = np.where(same, order[1:], -1)
    return found


def _picked(
    acts: Acts, act: int, after: NDArray[np.int64], seen: set[int], ahead: Ahead
) -> tuple[tuple[int, float], ...]:
    """A return counts as the next pick only."""
    found = {int(acts.offers[act]): 1.0}
    worth = 1.0
    for _ in range(ahead.many):
        act, worth = int(after[act]), worth * ahead.fade
        if act < 0:
            break
        offer = int(acts.offers[act])
        if offer not in seen:
            found.setdefault(offer, worth)
    return tuple(found.items())


def known(view: View) -> NDArray[np.bool_]:
    """By place, which offers anybody has taken up: others were not there yet, maybe."""
    memory, shelf = view.memory, view.shelf
    touched = memory.arrays.tallies.touched[: len(memory.keys)] > 0
    open_ = np.zeros(len(shelf.keys), np.bool_)
    open_[view.retriever.placed(np.flatnonzero(touched).astype(np.int32))] = True
    return open_


def keys(memory: Memory, steps: Iterable[int]) -> tuple[str, ...]:
    return tuple([memory.keys[step] for step in steps])

"""The signals of each candidate of a moment."""

from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.linear import add_up
from recommender.evidence.nearness import measure_nearness
from recommender.evidence.ranker import Ranker
from recommender.evidence.signals import SIGNALS, Standing, Trail, fill, standing
from recommender.learning import View
from recommender.learning.retrieval.retrieved import Retrieved
from recommender.learning.tallies import ages, clock
from recommender.model.instant import SECOND, Instant

Floats = NDArray[np.float64]


MOMENT = 10 * SECOND
"""For so long the age of an offer stands still."""


class Stood(NamedTuple):
    """What was worked out for a shelf, and for which moment."""

    standing: Standing
    stamp: int
    changes: int
    now: int


_STOOD: "WeakKeyDictionary[View, Stood]" = WeakKeyDictionary()


def _stood(view: View, now: int) -> Stood:
    kept = _STOOD.get(view)
    if kept is None:
        kept = _STOOD[view] = Stood(standing(len(view.shelf.keys)), 0, view.memory.changes, now)
    elif kept.changes != view.memory.changes or kept.now != now:
        kept = _STOOD[view] = Stood(kept.standing, kept.stamp + 1, view.memory.changes, now)
    return kept


class Moment(NamedTuple):
    """When something was retrieved, and for which trail."""

    steps: NDArray[np.int64]
    """The latest offers of the trail by number, oldest first; -1 of one that is not known."""
    now: Instant
    pause: int
    """How long ago the latest of them was touched."""


def read_signals(
    view: View,
    moment: Moment,
    retrieved: Retrieved,
    links: Floats,
    published: NDArray[np.int64],
    ranker: Ranker,
) -> Floats:
    """One line a candidate, one column a signal; ``published`` goes by place on the shelf."""
    memory, numbers = view.memory, retrieved.numbers
    tallies = memory.arrays.tallies
    nearness = np.empty((len(numbers), 2), np.float32)
    mean = np.empty(ranker.vectors.shape[1], np.float32)
    measure_nearness(nearness, numbers, moment.steps, ranker.vectors, mean)
    said = np.empty(len(numbers))
    add_up(said, numbers, moment.steps, ranker.linear)
    table = np.empty((len(numbers), len(SIGNALS)))
    supports = retrieved.supports
    now = clock(tallies, Instant(moment.now - moment.now % MOMENT))
    stood = _stood(view, now)
    trail = Trail(
        moment.steps,
        moment.now - moment.pause,
        now,
        max(len(memory.keys), 1),
        supports.lifting + int(supports.last),
        np.array([supports.rules, supports.last_rules, supports.companions]),
        ages(tallies, now),
    )
    fill(
        table,
        retrieved.values,
        retrieved.places,
        numbers,
        tallies,
        trail,
        stood.standing,
        stood.stamp,
        nearness,
        said,
        links,
        published,
    )
    return table

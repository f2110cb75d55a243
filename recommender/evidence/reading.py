"""The signals of each candidate of a moment."""

from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.evidence.linear import add_up
from recommender.evidence.nearness import measure_nearness
from recommender.evidence.ranker import Ranker
from recommender.evidence.signals import SIGNALS, Standing, Trail, fill, standing
from recommender.learning import View
from recommender.learning.retrieval.retrieved import Retrieved
from recommender.learning.tallies import Tallies, ages, clock
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
    fades: Floats
    """What masses of touches have to be multiplied by, by speed."""


_STOOD: "WeakKeyDictionary[View, Stood]" = WeakKeyDictionary()


def _stood(view: View, now: Instant) -> Stood:
    kept, changes = _STOOD.get(view), view.memory.changes
    if kept is None or kept.changes != changes or kept.now != now:
        stood = standing(len(view.shelf.keys)) if kept is None else kept.standing
        stamp = 0 if kept is None else kept.stamp + 1
        fades = ages(view.memory.arrays.tallies, now)
        kept = _STOOD[view] = Stood(stood, stamp, changes, now, fades)
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
    tallies, numbers, supports = view.memory.arrays.tallies, retrieved.numbers, retrieved.supports
    table = np.empty((len(numbers), len(SIGNALS)))
    now = clock(tallies, Instant(moment.now - moment.now % MOMENT))
    stood = _stood(view, now)
    _read(
        table,
        np.empty((len(numbers), 2), np.float32),
        np.empty(len(numbers)),
        retrieved.values,
        retrieved.places,
        numbers,
        moment.steps,
        links,
        published,
        ranker.vectors,
        np.empty(ranker.vectors.shape[1], np.float32),
        ranker.linear,
        stood.fades,
        stood.stamp,
        moment.now - moment.pause,
        now,
        max(len(view.memory.keys), 1),
        supports.lifting + int(supports.last),
        supports.rules,
        supports.last_rules,
        supports.companions,
        *stood.standing,
        *tallies,
    )
    return table


@in_place
def _read(  # noqa: PLR0913, PLR0917  # arrays one by one: a tuple of them costs more to hand over
    table: Floats,
    nearness: NDArray[np.float32],
    said: Floats,
    values: Floats,
    places: NDArray[np.int64],
    numbers: NDArray[np.int64],
    steps: NDArray[np.int64],
    links: Floats,
    published: NDArray[np.int64],
    vectors: NDArray[np.float32],
    mean: NDArray[np.float32],
    linear: NDArray[np.float32],
    fades: Floats,
    stamp: int,
    last: int,
    now: int,
    offers: int,
    lifting: int,
    rules: float,
    last_rules: float,
    companions: float,
    *laid: Any,
) -> None:
    """``laid`` are the arrays of what stands for all, and of the tallies."""
    stood, tallies = Standing(*laid[:3]), Tallies(*laid[3:])
    trail = Trail(steps, last, now, offers, lifting, (rules, last_rules, companions), fades)
    measure_nearness(nearness, numbers, steps, vectors, mean)
    add_up(said, numbers, steps, linear)
    fill(
        table,
        values,
        places,
        numbers,
        tallies,
        trail,
        stood,
        stamp,
        nearness,
        said,
        links,
        published,
    )

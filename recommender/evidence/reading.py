"""The signals of each candidate of a moment."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.evidence.desk import desk_of
from recommender.evidence.linear import add_up
from recommender.evidence.nearness import measure_nearness
from recommender.evidence.ranker import Ranker
from recommender.evidence.signals import LINEAR, NEARBY, NEARBY_LAST, SIGNALS, Standing, Trail, fill
from recommender.learning import View
from recommender.learning.retrieval.retrieved import Retrieved
from recommender.learning.tallies import Tallies
from recommender.model.instant import Instant

Floats = NDArray[np.float64]


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
    """One line a signal, one column a candidate; ``published`` goes by place on the shelf."""
    tallies, numbers, supports = view.memory.arrays.tallies, retrieved.numbers, retrieved.supports
    table = np.empty((len(SIGNALS), len(numbers)))
    stood = desk_of(view).stood(view, moment.now)
    _read(
        table,
        np.empty((2, len(numbers))),
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
        stood.now,
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
    rest: Floats,
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
    measure_nearness(table[NEARBY], table[NEARBY_LAST], numbers, steps, vectors, mean)
    add_up(table[LINEAR], numbers, steps, linear)
    fill(table, rest, values, places, numbers, tallies, trail, stood, stamp, links, published)

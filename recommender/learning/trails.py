"""What each buyer touched lately, one line a buyer: the context in which the next touch teaches."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.model.instant import DAY

LENGTH = 40
"""How many offers a trail remembers."""
PENDING = 40
"""How many offers shown and not yet answered it remembers."""
SILENCE = 30 * DAY
"""A pause that ends an episode: what comes after it follows from nothing before it."""


class Trails(NamedTuple):
    """Distinct offers by the time of their latest touch, oldest first."""

    offers: NDArray[np.int32]
    times: NDArray[np.int64]
    lengths: NDArray[np.int32]
    pending: NDArray[np.int32]
    """Offers shown, of which no answer is known."""
    waiting: NDArray[np.int32]
    """How many those are."""


def blank(lines: int) -> Trails:
    return Trails(
        offers=np.zeros((lines, LENGTH), np.int32),
        times=np.zeros((lines, LENGTH), np.int64),
        lengths=np.zeros(lines, np.int32),
        pending=np.zeros((lines, PENDING), np.int32),
        waiting=np.zeros(lines, np.int32),
    )


@in_place
def forget(trails: Trails, line: int) -> None:
    """Nothing of who had this line is left to the next."""
    trails.lengths[line] = 0
    trails.waiting[line] = 0


@in_place
def place(trails: Trails, line: int, offer: int, at: int) -> int:
    """Where in the trail a touch belongs, so that times stay in order.

    -1 says that it teaches nothing: a return to an offer of this trail (which then counts as its
    latest step), or a late arrival from before the trail began.
    """
    length = trails.lengths[line]
    if length and at - trails.times[line, length - 1] > SILENCE:
        length = trails.lengths[line] = 0
    if length and trails.times[line, 0] - at > SILENCE:
        return -1
    for step in range(length):
        if trails.offers[line, step] == offer:
            if at >= trails.times[line, step]:
                drop(trails, line, step)
                insert(trails, line, before(trails, line, at), offer, at)
            return -1
    return before(trails, line, at)


@in_place
def before(trails: Trails, line: int, at: int) -> int:
    """How many steps of the trail are not later."""
    step = trails.lengths[line]
    while step > 0 and trails.times[line, step - 1] > at:
        step -= 1
    return int(step)


@in_place
def drop(trails: Trails, line: int, gone: int) -> None:
    for step in range(gone, trails.lengths[line] - 1):
        trails.offers[line, step] = trails.offers[line, step + 1]
        trails.times[line, step] = trails.times[line, step + 1]
    trails.lengths[line] -= 1


@in_place
def insert(trails: Trails, line: int, step: int, offer: int, at: int) -> bool:
    """Put a touch in its place; the oldest goes where the trail is full, be it this one."""
    if trails.lengths[line] == LENGTH:
        if step == 0:
            return False
        drop(trails, line, 0)
        step -= 1
    for later in range(trails.lengths[line], step, -1):
        trails.offers[line, later] = trails.offers[line, later - 1]
        trails.times[line, later] = trails.times[line, later - 1]
    trails.offers[line, step] = offer
    trails.times[line, step] = at
    trails.lengths[line] += 1
    return True


@in_place
def expose(trails: Trails, line: int, offer: int) -> None:
    """Remember that the offer was shown, once; the oldest exposure goes if there are too many."""
    waiting = trails.waiting[line]
    for one in range(waiting):
        if trails.pending[line, one] == offer:
            return
    if waiting == PENDING:
        waiting -= 1
        for one in range(waiting):
            trails.pending[line, one] = trails.pending[line, one + 1]
    trails.pending[line, waiting] = offer
    trails.waiting[line] = waiting + 1


@in_place
def answer(trails: Trails, line: int, offer: int) -> bool:
    """Was the offer shown and not yet answered? It is answered now."""
    waiting = trails.waiting[line]
    for one in range(waiting):
        if trails.pending[line, one] == offer:
            for later in range(one, waiting - 1):
                trails.pending[line, later] = trails.pending[line, later + 1]
            trails.waiting[line] = waiting - 1
            return True
    return False

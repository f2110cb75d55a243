"""Candidates for the next step of a trail, with all that the members say of them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.learning.arrays import Arrays, flat
from recommender.learning.layout import Laid
from recommender.learning.memory import Memory
from recommender.learning.retrieval.candidates import ALL, MOST, choice
from recommender.learning.retrieval.gathering import retrieve
from recommender.learning.retrieval.ground import extended, ground
from recommender.learning.retrieval.leaders import leaders
from recommender.learning.retrieval.members import MEMBERS
from recommender.learning.retrieval.origins import trace
from recommender.learning.retrieval.retrieved import Retrieved, Supports
from recommender.learning.retrieval.scratch import scratch, wider
from recommender.learning.tables import ANY, MOTIONS
from recommender.learning.tallies import clock
from recommender.learning.trails import LENGTH
from recommender.model.instant import Instant
from recommender.model.vocabulary import Motion

NONE: NDArray[np.int64] = np.zeros(0, np.int64)
PATIENCE = 1_000
"""After one act learned for so many offers of a shelf it is seen again who leads."""


class Led(NamedTuple):
    """After how many changes, and of how many offers, it was seen who leads."""

    changes: int
    offers: int


class Retriever:
    """For one shelf. Not to be used by two threads at once: what it gathers in is kept."""

    def __init__(self, memory: Memory, shelf: Laid) -> None:
        self._memory = memory
        self._shelf = shelf
        self._ground = ground(shelf)
        self._scratch = scratch(len(shelf.keys))
        self._choice = choice(len(shelf.keys))
        self._seen: Arrays | None = None
        self._laid: tuple[Any, ...] = ()
        """The arrays of the model as they were last seen; and those with all others, one by one."""
        self._leaders = NONE
        self._led: Led | None = None
        """When that was seen."""

    def retrieve(
        self,
        trail: Sequence[str],
        open_: NDArray[np.bool_],
        now: Instant,
        motion: Motion | None = None,
        also: NDArray[np.int64] = NONE,
    ) -> Retrieved:
        """Of the offers whose places are open: all of a few, else those worth a closer look.

        ``also`` are places that somebody else has a reason to look at.
        """
        laid = self._prepare()
        few = len(open_) <= ALL or int(np.count_nonzero(open_)) <= ALL
        room, steps = min(len(open_), MOST), self.steps(trail)
        places, numbers = np.empty(room, np.int64), np.empty(room, np.int64)
        values, rests = np.empty((room, MEMBERS)), np.empty(len(Supports._fields))
        count = retrieve(
            places,
            numbers,
            values,
            rests,
            open_,
            NONE if few else np.concatenate([also, self._lead()]),
            few,
            steps,
            _code(motion),
            clock(self._memory.arrays.tallies, now),
            *laid,
        )
        rules, beside, neighbours, lifting, last, last_rules = rests.tolist()
        supports = Supports(rules, beside, int(neighbours), int(lifting), bool(last), last_rules)
        return Retrieved(places[:count], numbers[:count], values[:count], supports, steps)

    def placed(self, numbers: NDArray[np.int32]) -> NDArray[np.int64]:
        """The places of those offers that are on the shelf."""
        self._prepare()
        places = self._ground.places[numbers[numbers < len(self._ground.places)]]
        return places[places < len(self._shelf.keys)].astype(np.int64)

    def numbers(self) -> NDArray[np.int32]:
        """Those of all offers of the shelf; -1 of one that the model does not know."""
        self._prepare()
        return self._ground.numbers

    def origins(
        self, steps: NDArray[np.int64], motion: Motion | None, places: Sequence[int]
    ) -> list[int]:
        """For each of some offers the place in a trail that leads there above all; else -1.

        ``steps`` are the latest of the trail as they were retrieved for.
        """
        self._prepare()
        found, sought = np.empty(len(places), np.int64), np.array(places, np.int64)
        rows = self._memory.arrays.rows
        trace(found, sought, steps, _code(motion), *rows, *self._ground)
        return found.tolist()

    def _prepare(self) -> tuple[Any, ...]:
        """See what was learned of since the last time: all that compiled code looks at."""
        keys, arrays = self._memory.keys, self._memory.arrays
        if arrays is not self._seen or len(keys) > len(self._ground.places):
            if len(keys) > len(self._ground.places):
                self._ground = extended(self._ground, self._shelf, keys)
            offers, lines = len(arrays.tallies.touched), len(arrays.trails.lengths)
            self._scratch = wider(self._scratch, offers, lines)
            self._laid = *flat(arrays), *self._ground, *self._scratch, *self._choice
            self._seen = arrays
        return self._laid

    def steps(self, trail: Sequence[str]) -> NDArray[np.int64]:
        """The latest of a trail, by number and by place; -1 of what is not known."""
        numbers, index = self._memory.numbers, self._shelf.index
        latest = trail[-LENGTH:]
        found = [numbers.get(key, -1) for key in latest] + [index.get(key, -1) for key in latest]
        return np.array(found, np.int64).reshape(2, len(latest))

    def _lead(self) -> NDArray[np.int64]:
        """Who leads; and who is new since that was seen."""
        memory, patience = self._memory, len(self._shelf.keys) // PATIENCE
        if self._led is None or memory.changes - self._led.changes > patience:
            self._leaders = leaders(memory.arrays.tallies, self._ground)
            self._led = Led(memory.changes, len(memory.keys))
        fresh = self._ground.places[self._led.offers :]
        return np.concatenate([self._leaders, fresh[fresh < len(self._shelf.keys)]])


def _code(motion: Motion | None) -> int:
    return ANY if motion is None else MOTIONS.index(motion)

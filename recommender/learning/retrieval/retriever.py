"""Candidates for the next step of a trail, with all that the members say of them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.learning.layout import Laid
from recommender.learning.memory import Memory
from recommender.learning.retrieval.asked import Asked
from recommender.learning.retrieval.candidates import ALL, choice
from recommender.learning.retrieval.gathering import gather, hand_over, pick
from recommender.learning.retrieval.ground import extended, ground
from recommender.learning.retrieval.leaders import leaders
from recommender.learning.retrieval.members import MEMBERS
from recommender.learning.retrieval.origins import NOWHERE, trace
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
        self._supports = np.zeros(len(Supports._fields))
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
        self._prepare()
        asked = self._asked(trail, now, motion)
        gather(self._memory.arrays, self._ground, self._scratch, asked, self._supports)
        few = len(open_) <= ALL or int(np.count_nonzero(open_)) <= ALL
        led = NONE if few else np.concatenate([also, self._lead()])
        count = pick(self._scratch, self._choice, open_, few, led)
        places, numbers = self._choice.places[:count].copy(), np.empty(count, np.int64)
        values = np.empty((count, MEMBERS))
        hand_over(self._ground, self._scratch, places, numbers, values)
        rules, beside, neighbours, lifting, last, last_rules = self._supports.tolist()
        supports = Supports(rules, beside, int(neighbours), int(lifting), bool(last), last_rules)
        return Retrieved(places, numbers, values, supports)

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
        self, trail: Sequence[str], motion: Motion | None, places: Sequence[int]
    ) -> list[str | None]:
        """For each of some offers the step of the trail that leads there above all."""
        self._prepare()
        asked, latest = self._asked(trail, Instant(0), motion), trail[-LENGTH:]
        steps = np.empty(len(places), np.int64)
        trace(self._memory.arrays.rows, self._ground, asked, np.array(places, np.int64), steps)
        return [None if step == NOWHERE else latest[step] for step in steps.tolist()]

    def _prepare(self) -> None:
        """See what was learned of since the last time."""
        keys, arrays = self._memory.keys, self._memory.arrays
        if len(keys) > len(self._ground.places):
            self._ground = extended(self._ground, self._shelf, keys)
        self._scratch = wider(
            self._scratch, len(arrays.tallies.touched), len(arrays.trails.lengths)
        )

    def _asked(self, trail: Sequence[str], now: Instant, motion: Motion | None) -> Asked:
        numbers, index = self._memory.numbers, self._shelf.index
        latest = trail[-LENGTH:]
        return Asked(
            np.array([numbers.get(key, -1) for key in latest], np.int64),
            np.array([index.get(key, -1) for key in latest], np.int64),
            ANY if motion is None else MOTIONS.index(motion),
            clock(self._memory.arrays.tallies, now),
        )

    def _lead(self) -> NDArray[np.int64]:
        """Who leads; and who is new since that was seen."""
        memory, patience = self._memory, len(self._shelf.keys) // PATIENCE
        if self._led is None or memory.changes - self._led.changes > patience:
            self._leaders = leaders(memory.arrays.tallies, self._ground)
            self._led = Led(memory.changes, len(memory.keys))
        fresh = self._ground.places[self._led.offers :]
        return np.concatenate([self._leaders, fresh[fresh < len(self._shelf.keys)]])

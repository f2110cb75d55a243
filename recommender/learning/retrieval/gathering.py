"""All members of one trail, and what they say of each candidate, in one call."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.arrays import Arrays, joined
from recommender.learning.retrieval.asked import Asked
from recommender.learning.retrieval.beside import gather_companions, known
from recommender.learning.retrieval.candidates import Choice, choose, choose_all
from recommender.learning.retrieval.ground import Ground
from recommender.learning.retrieval.members import MEMBERS
from recommender.learning.retrieval.neighbours import gather_neighbours
from recommender.learning.retrieval.scratch import Scratch, clear
from recommender.learning.retrieval.sequels import gather_sequels, observed

GROUND, SCRATCH, CHOICE = 28, 33, 40
"""Where the arrays of each begin, after those of the model."""


@in_place
def retrieve(  # noqa: PLR0913, PLR0917  # arrays one by one: a tuple of them costs more to hand over
    places: NDArray[np.int64],
    numbers: NDArray[np.int64],
    values: NDArray[np.float64],
    supports: NDArray[np.float64],
    open_: NDArray[np.bool_],
    leaders: NDArray[np.int64],
    few: bool,  # noqa: FBT001  # a kernel is called by position
    steps: NDArray[np.int64],
    motion: int,
    now: int,
    *laid: Any,
) -> int:
    """Fill in the candidates and what they rest on; how many they are.

    All that are open are candidates where those are few. ``steps`` are the numbers of a trail, and
    its places; ``laid`` are the arrays of the model, the ground, the scratch, and the choice.
    """
    arrays, ground = joined(*laid[:GROUND]), Ground(*laid[GROUND:SCRATCH])
    scratch, choice = Scratch(*laid[SCRATCH:CHOICE]), Choice(*laid[CHOICE:])
    gather(arrays, ground, scratch, Asked(steps[0], steps[1], motion, now), supports)
    count = choose_all(choice, open_) if few else choose(scratch, choice, open_, leaders)
    for one in range(count):
        place = choice.places[one]
        places[one], numbers[one] = place, ground.numbers[place]
        for member in range(MEMBERS):
            values[one, member] = scratch.values[place, member]
    clear(scratch)
    return count


@in_place
def gather(
    arrays: Arrays,
    ground: Ground,
    scratch: Scratch,
    asked: Asked,
    supports: NDArray[np.float64],
) -> None:
    rows = arrays.rows
    supports[0] = gather_sequels(rows, ground, scratch, asked)
    supports[1] = gather_companions(rows, arrays.tallies, ground, scratch, asked)
    supports[2] = gather_neighbours(arrays, ground, scratch, asked)
    supports[3], supports[4], supports[5] = 0.0, 0.0, 0.0
    for step in range(len(asked.numbers)):
        supports[4 if step == len(asked.numbers) - 1 else 3] += known(rows, asked.numbers[step])
    if len(asked.numbers):
        supports[5] = observed(rows, ground, asked, len(asked.numbers) - 1)

"""All members of one trail in one call."""

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.arrays import Arrays
from recommender.learning.retrieval.asked import Asked
from recommender.learning.retrieval.beside import gather_companions, known
from recommender.learning.retrieval.candidates import Choice, choose, choose_all
from recommender.learning.retrieval.ground import Ground
from recommender.learning.retrieval.neighbours import gather_neighbours
from recommender.learning.retrieval.scratch import Scratch, clear
from recommender.learning.retrieval.sequels import gather_sequels, observed


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


@in_place
def pick(
    scratch: Scratch,
    choice: Choice,
    open_: NDArray[np.bool_],
    few: bool,  # noqa: FBT001  # a kernel is called by position
    leaders: NDArray[np.int64],
) -> int:
    """How many candidates there are: all that are open where those are few."""
    if few:
        return choose_all(choice, open_)
    return choose(scratch, choice, open_, leaders)


@in_place
def hand_over(
    ground: Ground,
    scratch: Scratch,
    places: NDArray[np.int64],
    numbers: NDArray[np.int64],
    values: NDArray[np.float64],
) -> None:
    """The lines of the candidates; then the table is empty again."""
    for one in range(len(places)):
        numbers[one] = ground.numbers[places[one]]
        for member in range(values.shape[1]):
            values[one, member] = scratch.values[places[one], member]
    clear(scratch)

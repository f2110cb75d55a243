"""What the fitted linear model says: its rows, added up over the steps of a trail."""

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place

FADE = 0.8
"""How much less each step back counts."""


@in_place
def add_up(
    said: NDArray[np.float64],
    numbers: NDArray[np.int64],
    steps: NDArray[np.int64],
    rows: NDArray[np.float32],
) -> None:
    """One value a candidate: Σ FADE^age · row of the step."""
    said[:] = 0.0
    fade = 1.0
    for age in range(len(steps)):
        step = steps[len(steps) - 1 - age]
        if 0 <= step < len(rows):
            for one in range(len(numbers)):
                if 0 <= numbers[one] < len(rows):
                    said[one] += fade * rows[step, numbers[one]]
        fade *= FADE

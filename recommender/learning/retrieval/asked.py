"""The trail that is asked about, as a kernel reads it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Asked(NamedTuple):
    numbers: NDArray[np.int64]
    """Of the offers of the trail, oldest first; -1 of one that the model does not know."""
    places: NDArray[np.int64]
    """-1 of one that is not on the shelf."""
    motion: int
    now: int

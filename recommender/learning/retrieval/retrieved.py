"""What was gathered for one trail."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Supports(NamedTuple):
    """What the members rest on."""

    rules: float
    """How many steps were observed from those of the trail, editors' links included."""
    companions: float
    """How many companions the steps have, on average."""
    neighbours: int
    """How many trails were found."""
    lifting: int
    """How many steps but the last are known to have companions."""
    last: bool
    """Is the last?"""
    last_rules: float
    """How many steps were observed from the last, editors' links included."""


class Retrieved(NamedTuple):
    places: NDArray[np.int64]
    """The candidates, in ascending order."""
    numbers: NDArray[np.int64]
    """Of those; -1 of one that the model does not know."""
    values: NDArray[np.float64]
    """One line a candidate, one column a member (see ``members``)."""
    supports: Supports
    steps: NDArray[np.int64]
    """The latest offers of the trail, oldest first, by number and by place; -1 of what is not
    known."""

"""What the model answers about the next step."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Share(NamedTuple):
    """How probable each offer is as the next step, and how many observations say so."""

    share: Floats
    support: float


class Learned(NamedTuple):
    """What trails and links say of the next step; the shares add up to ``1 - rest``."""

    share: Floats
    support: float
    rest: float
    """What they leave open."""


class Pathway(NamedTuple):
    """A share, and what it is made of."""

    share: Floats
    support: float
    learned: Floats
    """The part that the trail says; it adds up to ``1 - rest``."""
    rest: float
    """What the trail leaves open. In ``share`` it goes to what is touched most."""

"""What learning needs of a shelf."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

LINK_PRIOR = 10.0
"""How many observed steps an offer's editors' links together weigh as much as."""


class Laid(Protocol):
    """The order of its offers, and editors' links by source."""

    @property
    def keys(self) -> tuple[str, ...]: ...
    @property
    def index(self) -> Mapping[str, int]: ...
    @property
    def link_starts(self) -> NDArray[np.int64]:
        """Where the links of each offer begin in the two arrays below; one more at the end."""

    @property
    def link_targets(self) -> NDArray[np.int64]: ...
    @property
    def link_weights(self) -> NDArray[np.float64]: ...

"""The set that is most likely to hold something for a buyer whose need is known only by chance."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def cover(shares: Floats, weights: Floats, open_: list[int], size: int) -> list[int]:
    """Greedily the most of sum_z shares_z * W_z / (1 + W_z), W_z the sum of the set's weights."""
    table = weights[:, open_]
    total = np.zeros(len(shares))
    chosen: list[int] = []
    for _ in range(min(size, len(open_))):
        sums = table + total[:, None]
        worth = shares @ (sums / (1.0 + sums))
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
        total = total + table[:, chosen[-1]]
    return [open_[place] for place in chosen]


def rank(shares: Floats, weights: Floats, open_: list[int], size: int) -> list[int]:
    """The offers most likely to be taken, each for itself."""
    table = weights[:, open_]
    worth = shares @ (table / (1.0 + table))
    return [open_[place] for place in (-worth).argsort(kind="stable")[:size].tolist()]

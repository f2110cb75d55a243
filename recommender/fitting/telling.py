"""The map from chances that were told to what came true of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression


class Point(NamedTuple):
    told: float
    happened: float


def points(
    told: NDArray[np.float64], happened: NDArray[np.float64], parts: int
) -> tuple[Point, ...]:
    """The least squares of what happened among maps that never fall, over parts of one size."""
    pieces = np.array_split(told.argsort(kind="stable"), parts)
    means = [float(told[piece].mean()) for piece in pieces]
    came = [float(happened[piece].mean()) for piece in pieces]
    rising = isotonic_regression(came, weights=[len(piece) for piece in pieces]).x
    return tuple(map(Point, means, rising.tolist()))

"""How good told chances are, and how sure a mean is."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST = 1e-6


def log_loss(told: Floats, happened: Floats) -> float:
    """-mean(y log p + (1 - y) log(1 - p)); y may be a chance as well as 0 or 1."""
    p = np.clip(told, LEAST, 1.0 - LEAST)
    return float(-np.mean(happened * np.log(p) + (1.0 - happened) * np.log1p(-p)))


def standard_error(values: Floats) -> float:
    """Of the mean."""
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 0.0

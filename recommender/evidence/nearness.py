"""How near candidates are to a trail in what trails tell of them: cosines of fitted vectors."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place

FADE = 0.8
"""How much less each step back counts."""

Vectors = NDArray[np.float32]


@in_place
def measure_nearness(
    whole: NDArray[np.float64],
    latest: NDArray[np.float64],
    numbers: NDArray[np.int64],
    steps: NDArray[np.int64],
    vectors: Vectors,
    mean: Vectors,
) -> None:
    """Of each candidate the cosine to the whole trail, and to the last step.

    Vectors are of length one, or zero for an offer that came after the fit; ``mean`` is room for
    one of them.
    """
    direct(mean, steps, vectors)
    last = steps[len(steps) - 1] if len(steps) else -1
    for one in range(len(numbers)):
        number = numbers[one]
        whole[one] = latest[one] = 0.0
        if 0 <= number < len(vectors):
            whole[one] = dot(vectors[number], mean)
            if 0 <= last < len(vectors):
                latest[one] = dot(vectors[number], vectors[last])


@in_place
def direct(mean: Vectors, steps: NDArray[np.int64], vectors: Vectors) -> None:
    """Σ FADE^age · vector, brought to length one."""
    mean[:] = 0.0
    fade = np.float32(1.0)
    for age in range(len(steps)):
        number = steps[len(steps) - 1 - age]
        if 0 <= number < len(vectors):
            for place in range(len(mean)):
                mean[place] += fade * vectors[number, place]
        fade *= np.float32(FADE)
    length = sqrt(dot(mean, mean))
    if length > 0.0:
        for place in range(len(mean)):
            mean[place] /= np.float32(length)


@in_place
def dot(left: Vectors, right: Vectors) -> float:
    total = np.float32(0.0)
    for place in range(len(left)):
        total += left[place] * right[place]
    return float(total)

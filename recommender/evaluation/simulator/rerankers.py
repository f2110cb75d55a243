"""Generic diversifiers over the same candidates and scores: none knows a belief over needs.

MMR: Carbonell and Goldstein 1998. xQuAD: Santos, Macdonald and Ounis 2010. DPP: the greedy MAP of
Chen, Zhang and Zhou 2018. Two offers are alike as far as their tags are.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

QUALITY = 8.0
"""The exponent of an offer's chance in the determinant of a set."""
ALIKE = 0.8
"""The likeness of two offers with the very same tags: they are still two."""


def likeness(tags: Floats) -> Floats:
    """Cosines of the offers' tags; ``tags`` has one line a need."""
    lengths = np.sqrt((tags * tags).sum(axis=0))
    unit = tags / np.where(lengths > 0.0, lengths, 1.0)
    alike = ALIKE * (unit.T @ unit)
    np.fill_diagonal(alike, 1.0)
    return np.asarray(alike)


def mmr(chances: Floats, alike: Floats, size: int, relevance: float = 0.7) -> list[int]:
    """The best of relevance * score - (1 - relevance) * the greatest likeness to those chosen."""
    score = relevance * chances / chances.max(initial=1e-12)
    nearest = np.zeros(len(chances))
    chosen: list[int] = []
    for _ in range(min(size, len(chances))):
        worth = score - (1.0 - relevance) * nearest
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
        np.maximum(nearest, alike[chosen[-1]], out=nearest)
    return chosen


def xquad(chances: Floats, facets: Floats, size: int, variety: float = 0.3) -> list[int]:
    """(1 - variety) * score + variety * sum_z P(z) P(i | z) prod_j (1 - P(j | z)).

    ``facets`` has one line a need, P(i | z) in 0..1; all needs count the same.
    """
    score = (1.0 - variety) * chances / chances.max(initial=1e-12)
    missed = np.full(len(facets), 1.0 / max(len(facets), 1))
    chosen: list[int] = []
    for _ in range(min(size, len(chances))):
        worth = score + variety * (missed @ facets)
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
        missed = missed * (1.0 - facets[:, chosen[-1]])
    return chosen


def dpp(chances: Floats, alike: Floats, size: int) -> list[int]:
    """Greedily the set of the greatest determinant of L_ij = q_i * alike_ij * q_j."""
    quality = (chances / chances.max(initial=1e-12)) ** (QUALITY / 2.0)
    kernel = quality[:, None] * alike * quality
    left = kernel.diagonal().copy()
    rows = np.zeros((min(size, len(chances)), len(chances)))
    chosen: list[int] = []
    for step in range(len(rows)):
        best = int(left.argmax())
        chosen.append(best)
        row = kernel[best] - rows[:step, best] @ rows[:step]
        rows[step] = row / np.sqrt(max(left[best], 1e-300))
        left = left - rows[step] ** 2
        left[chosen] = -np.inf
    return chosen

"""What became of each answer.

HR@k      the next item is among the first k
MRR@20    1 / rank of the next item, 0 beyond the twentieth
SetHit@k  at least one of the first k occurs in the rest of the trail
answered  there is an answer at all
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Item: TypeAlias = str | int

DEPTH = 20
"""How far down an answer is read."""
RANKS = (1, 3, 5, 10, 20)
SETS = (3, 5)
COVERED = (5, 20)


class Truth(NamedTuple):
    """What happened next in a case."""

    group: Item
    """Whose case it is: cases of one group are not independent."""
    target: Item | None
    """The next item; ``None`` where it is unknown, which nothing answers."""
    rest: frozenset[Item]
    """All that followed, the next one included."""


def measure(truths: Sequence[Truth], answers: Sequence[Sequence[Item]]) -> dict[str, Floats]:
    """By measure one value a case, in the order of the cases."""
    ranks = np.array([_rank(t, answer) for t, answer in zip(truths, answers, strict=True)])
    found = {f"HR@{k}": np.where(ranks <= k, 1.0, 0.0) for k in RANKS}
    found["MRR@20"] = np.where(ranks <= DEPTH, 1.0 / ranks, 0.0)
    for k in SETS:
        found[f"SetHit@{k}"] = np.array(
            [float(not t.rest.isdisjoint(a[:k])) for t, a in zip(truths, answers, strict=True)]
        )
    found["answered"] = np.array([float(len(answer) > 0) for answer in answers])
    return found


def coverage(answers: Sequence[Sequence[Item]]) -> Mapping[int, int]:
    """How many distinct items were answered down to each depth."""
    return {k: len(_distinct(answers, k)) for k in COVERED}


def _rank(truth: Truth, answer: Sequence[Item]) -> float:
    """From 1; infinite where it was not answered."""
    read = answer[:DEPTH]
    if truth.target is None or truth.target not in read:
        return float("inf")
    return read.index(truth.target) + 1.0


def _distinct(answers: Sequence[Sequence[Item]], depth: int) -> Collection[Item]:
    return {item for answer in answers for item in answer[:depth]}

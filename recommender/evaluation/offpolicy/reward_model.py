"""What is expected of a set before it is shown: the chance that was told, set right by the log.

logit q(S) = shift + slope * logit told(S), fitted to what was taken of the sets that were shown, by
Newton's method with a Gaussian prior at shift 0 and slope 1: with few decisions, the told chance
itself. Two numbers for a whole log hardly fit its noise, so it is fitted on what it is used for.
The doubly robust estimate holds however wrong this is; the nearer it is, the less that spreads.
"""

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ROUNDS = 50
_PRIOR = np.array([1.0, 4.0])
"""Precisions of shift and slope."""
_START = np.array([0.0, 1.0])
_EDGE = 1e-4
"""Chances nearer to 0 or 1 are taken for this."""


class RewardModel(NamedTuple):
    shift: float
    slope: float

    @classmethod
    def fitted(cls, told: Floats, taken: Floats) -> Self:
        facts = np.column_stack((np.ones_like(told), _logit(told)))
        weights, loss = _START, _loss(_START, facts, taken)
        for _ in range(_ROUNDS):
            step = _step(weights, facts, taken)
            while (less := _loss(weights + step, facts, taken)) > loss:
                step = step / 2.0
            if less == loss:
                break
            weights, loss = weights + step, less
        return cls(float(weights[0]), float(weights[1]))

    def expects(self, told: Floats) -> Floats:
        return _logistic(self.shift + self.slope * _logit(told))


def _loss(weights: Floats, facts: Floats, taken: Floats) -> float:
    logits = facts @ weights
    apart = weights - _START
    return float((np.logaddexp(0.0, logits) - taken * logits).sum() + apart @ (_PRIOR * apart) / 2)


def _step(weights: Floats, facts: Floats, taken: Floats) -> Floats:
    chances = _logistic(facts @ weights)
    slope = facts.T @ (taken - chances) - _PRIOR * (weights - _START)
    curve = (facts * (chances * (1.0 - chances))[:, None]).T @ facts + np.diag(_PRIOR)
    return np.linalg.solve(curve, slope)


def _logit(chances: Floats) -> Floats:
    inside = np.clip(chances, _EDGE, 1.0 - _EDGE)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def _logistic(logits: Floats) -> Floats:
    return np.asarray(np.exp(-np.logaddexp(0.0, -logits)))

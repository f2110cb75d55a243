"""What a policy is worth, from sets that another one drew.

One entry a decision: reward r, weight w = P_policy(S) / P_log(S) of the whole set in any order,
q(x, S), what a model expects of the set that was shown, and q(x, pi), what it expects of the
policy's sets. All estimators are ratios of sums, so an account's share in them is five numbers.

With rewards 1, 0, 1, weights 2, 1, 0, q(x, S) of 0.5 and q(x, pi) of 0.6 throughout:
IPS = (2 + 0 + 0) / 3 = .667, SNIPS = 2 / 3 = .667, DR = (1.6 + 0.1 + 0.6) / 3 = .767.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Sample(NamedTuple):
    """What a log says of one policy: one entry a decision."""

    rewards: Floats
    weights: Floats
    fitted: Floats
    """q(x, S)."""
    expected: Floats
    """q(x, pi)."""


class Sums(NamedTuple):
    """Over some decisions; each may be an array, with one entry for each way of choosing them."""

    decisions: Floats
    weights: Floats
    weighted: Floats
    corrected: Floats


def parts(sample: Sample) -> Floats:
    """What each decision adds to the sums: one line a decision."""
    rewards, weights, fitted, expected = sample
    ones = np.ones_like(rewards)
    doubly = expected + weights * (rewards - fitted)
    return np.column_stack((ones, weights, weights * rewards, doubly))


def ips(sums: Sums) -> Floats:
    """Inverse propensity scores, mean(w r): unbiased where the log could show all sets.

    Horvitz and Thompson, 1952, doi:10.1080/01621459.1952.10483446.
    """
    return sums.weighted / sums.decisions


def snips(sums: Sums) -> Floats:
    """Self-normalised, sum(w r) / sum(w): a little biased, with much less spread.

    Swaminathan and Joachims, NeurIPS 2015.
    """
    return sums.weighted / np.where(sums.weights > 0.0, sums.weights, np.nan)


def dr(sums: Sums) -> Floats:
    """Doubly robust, mean(q(x, pi) + w (r - q(x, S))): unbiased, whatever the model says.

    Dudik, Langford and Li, ICML 2011, arXiv:1103.4601.
    """
    return sums.corrected / sums.decisions


ESTIMATORS = {"ips": ips, "snips": snips, "dr": dr}

"""Two policies, compared on one log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from recommender.evaluation.offpolicy.bootstrap import by_account, resampled
from recommender.evaluation.offpolicy.estimators import ESTIMATORS, Floats, Sample, Sums, parts
from recommender.evaluation.offpolicy.gate import Declined, Overlap, declined

SAMPLES = 2_000
"""Of accounts, for an interval."""
_WITHIN = (0.025, 0.975)

Values = Mapping[str, Floats]
"""By estimator: of the log itself first, then of each sample of its accounts."""


class Estimate(NamedTuple):
    value: float
    low: float
    high: float
    """Of the interval that holds the truth 95 times in 100."""

    @classmethod
    def of(cls, values: Floats) -> Self:
        low, high = np.quantile(values[1:], _WITHIN)
        return cls(float(values[0]), float(low), float(high))


@dataclass(frozen=True, slots=True)
class PolicyValue:
    """The chance that a policy's set leads to at least one step taken."""

    overlap: Overlap
    declined: tuple[Declined, ...]
    estimates: Mapping[str, Estimate]
    """By estimator; none where the gate has declined."""


class Versus(NamedTuple):
    values: tuple[PolicyValue, PolicyValue]
    difference: Mapping[str, Estimate]
    """How much better the second is, by estimator; none where either was declined."""


def versus(
    samples: tuple[Sample, Sample],
    accounts: NDArray[np.int64],
    generator: Generator,
    unsupported: tuple[float, float] = (0.0, 0.0),
) -> Versus:
    """Both on the same samples of accounts, so that what they have in common falls out."""
    count = len(np.unique(accounts))
    overlaps = [
        Overlap.of(sample.weights, count, mass)
        for sample, mass in zip(samples, unsupported, strict=True)
    ]
    doubts = [declined(overlap) for overlap in overlaps]
    found = ({}, {}) if all(doubts) else _values(samples, accounts, generator)
    a, b = (
        PolicyValue(overlap, doubt, {} if doubt else _estimates(values))
        for overlap, doubt, values in zip(overlaps, doubts, found, strict=True)
    )
    apart = {name: found[1][name] - found[0][name] for name in found[0]}
    return Versus((a, b), {} if any(doubts) else _estimates(apart))


def _values(
    samples: tuple[Sample, Sample], accounts: NDArray[np.int64], generator: Generator
) -> tuple[Values, Values]:
    totals = by_account(np.hstack([parts(sample) for sample in samples]), accounts)
    again = resampled(totals, SAMPLES, generator)
    columns = np.vstack((totals.sum(axis=0), again)).T
    half = len(Sums._fields)
    a, b = (Sums(*some) for some in (columns[:half], columns[half:]))
    return (
        {name: estimator(a) for name, estimator in ESTIMATORS.items()},
        {name: estimator(b) for name, estimator in ESTIMATORS.items()},
    )


def _estimates(values: Values) -> Mapping[str, Estimate]:
    return {name: Estimate.of(each) for name, each in values.items()}

"""Means with 95 % intervals, from samples of whole groups drawn with replacement.

The cases of one session, person or account are not independent, so a sample takes all of them or
none. Every measure and every system sees the same samples, so that differences are paired.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Measures = Mapping[str, Floats]
"""By name one value a case."""

DRAWS = 200
PAIRED = 2_000
"""Samples where the ends of an interval decide: a quantile needs more of them than a spread."""
AT_ONCE = 50
"""Samples in memory at once."""


class Mean(NamedTuple):
    value: float
    half_width: float
    """Of the interval, as if the mean were normal."""


class Difference(NamedTuple):
    first: float
    second: float
    low: float
    """Of second - first."""
    high: float

    @property
    def value(self) -> float:
        return self.second - self.first

    @property
    def real(self) -> bool:
        """The interval leaves out zero."""
        return self.low > 0.0 or self.high < 0.0


def means(
    measures: Measures, groups: Sequence[object], draws: int = DRAWS, seed: int = 0
) -> dict[str, Mean]:
    """``groups`` names the group of each case."""
    spread = 1.96 * _resampled(measures, groups, draws, seed).std(axis=0)
    return {
        name: Mean(_mean(values), width)
        for (name, values), width in zip(measures.items(), spread.tolist(), strict=True)
    }


def differences(
    first: Measures, second: Measures, groups: Sequence[object], draws: int = PAIRED, seed: int = 0
) -> dict[str, Difference]:
    """Of two systems that saw the same cases."""
    gains = {name: second[name] - first[name] for name in first}
    low, high = np.quantile(_resampled(gains, groups, draws, seed), (0.025, 0.975), axis=0)
    return {
        name: Difference(_mean(first[name]), _mean(second[name]), float(a), float(b))
        for name, a, b in zip(gains, low, high, strict=True)
    }


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else 0.0


def _resampled(measures: Measures, groups: Sequence[object], draws: int, seed: int) -> Floats:
    """One line a sample, one column a measure."""
    if not len(groups):
        return np.zeros((draws, len(measures)))
    names, of_case = np.unique(_comparable(groups), return_inverse=True)
    columns = [*measures.values(), np.ones(len(groups))]
    sums = np.stack([np.bincount(of_case, column, len(names)) for column in columns], axis=1)
    drawn = np.concatenate([taken @ sums for taken in _samples(len(names), draws, seed)])
    return np.asarray(drawn[:, :-1] / drawn[:, -1:])


def _comparable(groups: Sequence[object]) -> NDArray[np.int64] | NDArray[np.str_]:
    """Whole numbers in their order, anything else by its text."""
    whole = all(isinstance(group, int) for group in groups)
    return np.array(groups if whole else [str(group) for group in groups])


def _samples(groups: int, draws: int, seed: int) -> Iterator[Floats]:
    """How often each group is in a sample: one line a sample."""
    generator = np.random.default_rng(seed)
    even = np.full(groups, 1.0 / groups)
    for start in range(0, draws, AT_ONCE):
        yield generator.multinomial(groups, even, min(AT_ONCE, draws - start)).astype(np.float64)

"""How far estimates would spread over other samples of accounts.

What one account does hangs together, so whole accounts are drawn again, not decisions: events of
few talkative accounts would else pass for many.
"""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_AT_ONCE = 2_000_000
"""Accounts drawn in one go, over all samples: 16 MB."""


def by_account(parts: Floats, accounts: Whole) -> Floats:
    """Sums of the lines of each account; accounts are numbered from 0 without gaps."""
    totals = [np.bincount(accounts, column) for column in parts.T]
    return np.column_stack(totals)


def resampled(totals: Floats, samples: int, generator: Generator) -> Floats:
    """Sums over as many accounts as there are, drawn with replacement: one line a sample."""
    return np.concatenate([counts @ totals for counts in _counts(len(totals), samples, generator)])


def _counts(accounts: int, samples: int, generator: Generator) -> Iterator[Floats]:
    """How often each account is in each sample."""
    rows = max(_AT_ONCE // accounts, 1)
    for begun in range(0, samples, rows):
        count = min(rows, samples - begun)
        picks = generator.integers(0, accounts, (count, accounts))
        picks += accounts * np.arange(count)[:, None]
        counts = np.bincount(picks.ravel(), minlength=count * accounts)
        yield counts.reshape(count, accounts).astype(np.float64)

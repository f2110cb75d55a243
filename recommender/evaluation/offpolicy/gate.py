"""Whether a log can answer at all; where it cannot, why."""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST = 100
"""Decisions' worth of evidence, at least,"""
LEAST_SHARE = 0.01
"""and at least this part of all decisions."""
FAR = 3.0
"""Standard errors by which the mean weight may differ from 1."""
ALIEN = 0.02
"""Of the policy's mass, so much may lie on sets that could not be shown."""
ACCOUNTS = 10
"""With fewer, drawing accounts again says nothing of how others would differ."""
_EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Declined:
    """An estimate that is not given."""

    code: str
    words: str


class Overlap(NamedTuple):
    """How far the log reaches what a policy would do."""

    decisions: int
    accounts: int
    effective: float
    """(sum w)^2 / sum w^2: of so many decisions drawn by the policy itself the log is worth."""
    mean_weight: float
    """1 on average, if propensities are right and the log could show all sets."""
    error: float
    """Its standard error."""
    largest: float
    unsupported: float

    @classmethod
    def of(cls, weights: Floats, accounts: int, unsupported: float = 0.0) -> Self:
        count = len(weights)
        squares = float(weights @ weights)
        return cls(
            decisions=count,
            accounts=accounts,
            effective=float(weights.sum()) ** 2 / squares if squares else 0.0,
            mean_weight=float(weights.mean()) if count else 0.0,
            error=float(weights.std(ddof=1)) / count**0.5 if count > 1 else 0.0,
            largest=float(weights.max(initial=0.0)),
            unsupported=unsupported,
        )


def declined(overlap: Overlap) -> tuple[Declined, ...]:
    """All that speaks against an answer; nothing, where there is one."""
    if not overlap.decisions:
        return (Declined("NO_DECISIONS", "No decision in the log can be used."),)
    found = (_few(overlap), _thin(overlap), _off(overlap), _alien(overlap))
    return tuple([one for one in found if one is not None])


def _few(overlap: Overlap) -> Declined | None:
    if overlap.accounts >= ACCOUNTS:
        return None
    words = f"{overlap.accounts} accounts are too few to tell how others differ from them."
    return Declined("FEW_ACCOUNTS", words)


def _thin(overlap: Overlap) -> Declined | None:
    least = max(LEAST, LEAST_SHARE * overlap.decisions)
    if overlap.effective >= least:
        return None
    words = (
        f"{overlap.decisions:,} decisions are worth {overlap.effective:,.0f} of this policy; "
        f"at least {least:,.0f} are needed."
    )
    return Declined("THIN_OVERLAP", words)


def _off(overlap: Overlap) -> Declined | None:
    if abs(overlap.mean_weight - 1.0) <= FAR * overlap.error + _EXACT:
        return None
    words = (
        f"Weights are {overlap.mean_weight:.3f} on average, more than {FAR:.0f} standard errors "
        f"({overlap.error:.3f}) from 1: the log could not show all that this policy would, or its "
        "propensities are wrong."
    )
    return Declined("WEIGHTS_OFF", words)


def _alien(overlap: Overlap) -> Declined | None:
    if overlap.unsupported <= ALIEN:
        return None
    words = f"{overlap.unsupported:.1%} of what this policy would show could not be shown then."
    return Declined("UNSUPPORTED", words)

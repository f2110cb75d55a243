"""Weights of a softmax over the candidates of many cases, by Newton's method.

Maximises Σ over picks of worth · log(e^(x_t·w) / Σ_j e^(o_j + x_j·w)) under a Gaussian prior. The
offsets o stand for candidates that were left out: one of k taken by lot stands for k.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Table = NDArray[np.float32]

ROUNDS = 15
GAIN = 1e-5
"""A round that gains less than this a case is the last."""
SMALLEST = 1e-3
"""A step is halved until it gains something, but not beyond this."""


class Cases(NamedTuple):
    table: Table
    """One line a candidate, case by case; one column a term."""
    starts: NDArray[np.int64]
    """The first candidate of each case."""
    picked: NDArray[np.int64]
    """The lines of candidates that were picked, case by case."""
    owners: NDArray[np.int64]
    """The case of each of these,"""
    worths: Floats
    """and how much it counts."""
    offsets: Floats


class Solution(NamedTuple):
    weights: Floats
    loss: float
    """Mean over picks of -log of the chance that was told, without the prior."""
    before: float
    """The same by the mean of the prior."""


def solve(cases: Cases, mean: Floats, spread: Floats) -> Solution:
    """The likeliest weights; those of the prior if there are no cases."""
    if not len(cases.starts):
        return Solution(mean.copy(), 0.0, 0.0)
    table = cases.table * spread.astype(np.float32)
    ground = cases.offsets + cases.table @ mean.astype(np.float32)
    moved = np.zeros(len(mean))
    loss, chances = _value(cases, table, ground, moved)
    before = loss
    for _ in range(ROUNDS):
        step = _step(cases, table, chances, moved)
        size, gain = 1.0, 0.0
        while size > SMALLEST:
            new, there = _value(cases, table, ground, moved + size * step)
            if new < loss:
                gain, loss, chances, moved = loss - new, new, there, moved + size * step
                break
            size /= 2.0
        if gain < GAIN * len(cases.starts):
            break
    plain, count = loss - 0.5 * float(moved @ moved), float(cases.worths.sum())
    return Solution(mean + spread * moved, plain / count, before / count)


def _value(cases: Cases, table: Table, ground: Floats, moved: Floats) -> tuple[float, Floats]:
    """The loss with the prior, and the chance of each candidate."""
    logits = ground + table @ moved.astype(np.float32)
    lengths = np.diff(np.append(cases.starts, len(logits)))
    most = np.maximum.reduceat(logits, cases.starts)
    grown = np.exp(logits - np.repeat(most, lengths))
    totals = np.add.reduceat(grown, cases.starts)
    told = (most + np.log(totals))[cases.owners] - logits[cases.picked]
    lost = float(cases.worths @ told + 0.5 * moved @ moved)
    return lost, grown / np.repeat(totals, lengths)


def _step(cases: Cases, table: Table, chances: Floats, moved: Floats) -> Floats:
    count = len(cases.starts)
    heft = np.bincount(cases.owners, cases.worths, count)
    lengths = np.diff(np.append(cases.starts, len(chances)))
    due = chances * np.repeat(heft, lengths)
    missed = due.copy()
    np.subtract.at(missed, cases.picked, cases.worths)
    slope = (table.T @ missed.astype(np.float32)).astype(np.float64) + moved
    weighted = table * np.sqrt(due).astype(np.float32)[:, None]
    means = np.add.reduceat(table * chances.astype(np.float32)[:, None], cases.starts, axis=0)
    means *= np.sqrt(heft).astype(np.float32)[:, None]
    bend = (weighted.T @ weighted - means.T @ means).astype(np.float64)
    bend[np.diag_indices_from(bend)] += 1.0
    return np.asarray(np.linalg.solve(bend, -slope))

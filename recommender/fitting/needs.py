"""Which needs were behind the moments of buyers: forward and backward over each journey.

A hidden Markov model as in a belief: who a buyer is stays, the job is turned from now and then, and
a moment may be on behalf of another persona. What comes later tells of what came before, too.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.fitting.moments import Moments

Floats = NDArray[np.float64]

AT_ONCE = 1_000
"""Moments looked at in one go, with all of the last buyer's: some megabytes."""


class Habits(NamedTuple):
    """How common needs are, and how buyers go from one to another."""

    personas: Floats
    jobs: Floats
    """With which buyers come; and those that they turn to."""
    turns: Floats
    drift: float
    """The chance to turn to a job between two moments, maybe to the same."""
    behalf: float
    """That a moment is on behalf of another persona."""


class Behind(NamedTuple):
    """What is behind the moments of some buyers."""

    needs: Floats
    """The chance of each need; one line a moment."""
    personas: Floats
    """How many buyers are of each, and come with each job;"""
    jobs: Floats
    turns: Floats
    """how often they turned to each job,"""
    chances: float
    """of so many times that they could."""


def behind(moments: Moments, likely: Floats, habits: Habits) -> Behind:
    """``likely`` is P(what came of a moment | need), up to a factor for each; one line a moment."""
    shape = len(habits.personas), len(habits.jobs)
    single = likely.reshape(-1, *shape)
    mixed = _for_others(single, habits.behalf)
    buyers = moments.buyers - moments.buyers[0]
    steps = np.ones((moments.steps.max() + 1, buyers[-1] + 1, *shape))
    steps[moments.steps, buyers] = mixed
    ahead = _forward(steps, habits)
    after, turns = _backward(steps, ahead, habits, np.bincount(buyers))
    cells = _shared(ahead * after)
    at = cells[moments.steps, buyers] / mixed
    needs = single * _for_others(at, habits.behalf)
    first = cells[0].sum(axis=0)
    return Behind(
        _shared(needs).reshape(len(likely), -1),
        first.sum(axis=1),
        first.sum(axis=0),
        turns,
        float(np.count_nonzero(moments.steps)),
    )


def _shared(cells: Floats) -> Floats:
    return np.asarray(cells / cells.sum(axis=(-2, -1), keepdims=True))


def _for_others(cells: Floats, behalf: float) -> Floats:
    """One's own, and as often as on behalf of others the mean over all others."""
    personas = cells.shape[-2]
    if personas == 1:
        return cells
    others = (cells.sum(axis=-2, keepdims=True) - cells) / (personas - 1)
    return np.asarray((1.0 - behalf) * cells + behalf * others)


def _forward(steps: Floats, habits: Habits) -> Floats:
    """P(cell | the moments up to each)."""
    ahead = np.empty_like(steps)
    cells = np.broadcast_to(np.multiply.outer(habits.personas, habits.jobs), steps[0].shape)
    for step, likely in enumerate(steps):
        if step:
            turned = cells.sum(axis=2, keepdims=True) * habits.turns
            cells = (1.0 - habits.drift) * cells + habits.drift * turned
        cells = ahead[step] = _shared(cells * likely)
    return ahead


def _backward(
    steps: Floats, ahead: Floats, habits: Habits, lengths: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """P(the moments after each | cell), up to a factor; and how often each job was turned to."""
    after, turns = np.ones_like(steps), np.zeros(len(habits.turns))
    for step in range(len(steps) - 1, 0, -1):
        told = after[step] * steps[step]
        stay = (1.0 - habits.drift) * ahead[step - 1] * told
        turn = habits.drift * ahead[step - 1].sum(axis=2, keepdims=True) * habits.turns * told
        part = turn / (stay + turn).sum(axis=(1, 2), keepdims=True)
        turns += part[lengths > step].sum(axis=(0, 1))
        turned = (told * habits.turns).sum(axis=2, keepdims=True)
        after[step - 1] = _shared((1.0 - habits.drift) * told + habits.drift * turned)
    return after, turns

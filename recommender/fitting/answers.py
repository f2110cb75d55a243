"""How steps are taken when they are shown: fitted to what came of sets that were decided.

What comes next on a path says which step is likelier than which, and not how likely any is to be
taken from a set. That is learned from sets: logit a_iz = shift + common * odds_i + given_iz. Of a
set S under need z one step is taken with F = 1 - prod_i (1 - a_iz), and it is step i with
F * a_iz / sum_j a_jz. Shift and common maximise sum_S log sum_z P(z) P(outcome | S, z), under a
Gaussian prior at (0, 1). What a need adds is given, not fitted: wrong tags and doubtful beliefs
would make it small, which is likelier and makes sets worse: nothing is left to hedge for.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from recommender.fitting.telling import Point, points

Floats = NDArray[np.float64]

BEFOREHAND = np.array([0.0, 1.0])
SPREAD = np.array([1.0, 0.5])
"""Standard deviations of the prior: some dozen answers move the first, hundreds the other."""
SIMPLEX = np.array([[0.0, 0.0], [-1.0, 0.0], [0.0, -0.3]])
"""From which the search starts, around what is believed beforehand."""
BOUNDS = [(-8.0, 8.0), (0.05, 4.0)]
"""Better known never means less likely."""
PARTS = 10
"""So many parts of the same size is the told chance mapped by;"""
ENOUGH = 50
"""each of at least so many answers."""
_ABSENT = -1e3
_NONE = 1e-12


class Answer(NamedTuple):
    """A set that was shown, and what came of it."""

    odds: Floats
    """Of the steps shown, the log-odds of being the next step, whatever the need,"""
    given: Floats
    """and what each need adds to them; one line a step."""
    shares: Floats
    """The belief over these needs; it adds up to one."""
    taken: int | None
    """The place of the step that was taken first; ``None`` where none was."""


class Scale(NamedTuple):
    shift: float
    common: float


class Answers:
    """Many, laid out at equal width: sets x steps x needs."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        steps = max(len(one.odds) for one in answers)
        needs = max(len(one.shares) for one in answers)
        self.odds = np.full((len(answers), steps, 1), _ABSENT)
        self.given = np.zeros((len(answers), steps, needs))
        self.shares = np.zeros((len(answers), needs))
        for line, one in enumerate(answers):
            self.odds[line, : len(one.odds), 0] = one.odds
            self.given[line, : len(one.odds), : len(one.shares)] = one.given
            self.shares[line, : len(one.shares)] = one.shares
        self.there = self.odds > _ABSENT
        self.taken = np.array([-1 if one.taken is None else one.taken for one in answers])
        self.any = self.taken >= 0

    def takes(self, scale: Scale) -> Floats:
        """a_iz; 0 for what was not shown."""
        logits = np.clip(scale.shift + scale.common * self.odds + self.given, -40.0, 40.0)
        return np.asarray(np.where(self.there, 1.0 / (1.0 + np.exp(-logits)), 0.0))

    def told(self, scale: Scale) -> Floats:
        """Of each set the chance that any step is taken."""
        return np.asarray(
            (self.shares * (1.0 - (1.0 - self.takes(scale)).prod(axis=1))).sum(axis=1)
        )

    def likelihoods(self, scale: Scale) -> Floats:
        """P(what came of each set)."""
        takes = self.takes(scale)
        none = (1.0 - takes).prod(axis=1)
        chosen = takes[np.arange(len(takes)), self.taken]
        some = (1.0 - none) * chosen / np.maximum(takes.sum(axis=1), _NONE)
        under = np.where(self.any[:, None], some, none)
        return np.asarray((self.shares * under).sum(axis=1))


def fit_scale(answers: Sequence[Answer]) -> Scale:
    """Without answers, the prior: what comes next is taken when shown."""
    if not answers:
        return Scale(*BEFOREHAND.tolist())
    laid = Answers(answers)

    def cost(numbers: Floats) -> float:
        likely = laid.likelihoods(Scale(*numbers.tolist()))
        apart = (numbers - BEFOREHAND) / SPREAD
        return float(apart @ apart / 2.0 - np.log(np.maximum(likely, _NONE)).sum())

    found = minimize(
        cost,
        BEFOREHAND,
        method="Nelder-Mead",
        bounds=BOUNDS,
        options={"initial_simplex": BEFOREHAND + SIMPLEX, "xatol": 0.01, "fatol": 0.05},
    )
    return Scale(*found.x.tolist())


def fit_told(answers: Sequence[Answer], scale: Scale) -> tuple[Point, ...]:
    """A map of told chances that never falls; none where there are too few answers."""
    parts = min(PARTS, len(answers) // ENOUGH)
    if parts == 0:
        return ()
    laid = Answers(answers)
    return points(laid.told(scale), laid.any.astype(np.float64), parts)

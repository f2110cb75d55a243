"""What buyers with such a trail took next, and what everybody takes up lately, as shares."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.settings import EvidenceSettings
from recommender.learning import View
from recommender.model.instant import Instant
from recommender.model.vocabulary import Motion

Floats = NDArray[np.float64]

_SPEEDS = np.array([0.3, 0.3, 0.4])
"""The parts of the three half-lives of popularity, the quickest first."""


class Shares(NamedTuple):
    """Probabilities of the next step, each summing to one at most."""

    pathway: Floats
    trend: Floats
    learned: Floats
    """The part of ``pathway`` that the trail says, beyond the trend."""


def shares(
    view: View,
    trail: Sequence[str],
    motion: Motion | None,
    now: Instant,
    settings: EvidenceSettings,
) -> Shares:
    """A convex mixture: what little evidence leaves open goes to the trend, not to zero."""
    trend = _trend(view.trend(now), settings)
    if not trail:
        return Shares(trend, trend, np.zeros(len(trend)))
    rules, companions = view.rules(trail, motion), view.companions(trail)
    known = settings.rules * _known(rules.support, settings)
    beside = (1.0 - settings.rules) * _known(companions.support, settings)
    learned = known * rules.share + beside * companions.share
    return Shares(learned + (1.0 - known - beside) * trend, trend, learned)


def _known(support: float, settings: EvidenceSettings) -> float:
    return support / (support + settings.support)


def _trend(masses: Floats, settings: EvidenceSettings) -> Floats:
    """The three popularities, each as far as it rests on enough lately."""
    totals = masses.sum(axis=1)
    return np.asarray((_SPEEDS / (totals + settings.support)) @ masses)

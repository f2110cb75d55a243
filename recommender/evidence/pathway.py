"""What buyers with such a trail took next, and what everybody takes up lately, as shares."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.settings import EvidenceSettings
from recommender.evidence.weighted import weighted
from recommender.learning import View
from recommender.model.instant import Instant
from recommender.model.vocabulary import Motion

Floats = NDArray[np.float64]

_SPEEDS = np.array([0.3, 0.3, 0.4])
"""The parts of the three half-lives of popularity, the quickest first."""


class Shares(NamedTuple):
    """Probabilities of the next step."""

    pathway: Floats
    """What the trail leaves open goes to what is touched most, and lately; not to zero."""
    learned: Floats
    """The part of it that the trail says."""
    trend: Floats
    """Each half-life as far as it rests on enough lately; the sum is less than one."""


def shares(
    view: View,
    trail: Sequence[str],
    motion: Motion | None,
    now: Instant,
    settings: EvidenceSettings,
) -> Shares:
    path, masses = view.pathway(trail, motion), view.trend(now)
    totals = masses.sum(axis=1)
    trusts = _SPEEDS / (totals + settings.support)
    trend: Floats = weighted(trusts, masses)
    unlearned = path.share - path.learned
    unlearned *= 1.0 - settings.lately * float(trusts @ totals)
    unlearned += (settings.lately * path.rest) * trend
    return Shares(unlearned + path.learned, path.learned, trend)

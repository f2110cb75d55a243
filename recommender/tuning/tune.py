"""Fit settings to what came of sets: how steps are taken, how common needs are, what is told."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.belief import BeliefSettings
from recommender.engine import Settings
from recommender.fitting.answers import Answer, fit_scale, fit_told
from recommender.fitting.commonness import fit_commonness
from recommender.model.shelf import Shelf
from recommender.slate import Acceptance, usual
from recommender.tuning.answered import Answered
from recommender.tuning.tuned import Tuned

FIRST = 200
"""So many answers are waited for;"""
GROWTH = 1.2
"""and then for so many times as many each time."""
LATEST = 700
"""So many are fitted to: to sets before those the engine was another one."""
HALF = 100.0
"""So many answers are half believed about how far needs lie apart."""


def tune(
    sets: Sequence[Answered], heard: int, first: Iterable[str], shelf: Shelf, settings: Settings
) -> Tuned:
    """``heard`` is how many sets were shown ever; ``first`` the offers that buyers came to first.

    Raises:
        UnusableWeights: it went astray; whoever calls keeps what there was.
    """
    common = fit_commonness(first, shelf)
    jobs = tuple((key, share * len(common.jobs)) for key, share in common.jobs)
    found = Tuned(personas=common.personas, jobs=jobs)
    apart = heard / (heard + HALF)
    belief = found.applied(settings).belief
    answers = _answers(sets, apart * _usual(shelf, belief, settings))
    scale = fit_scale(answers)
    return found._replace(
        acceptance=Acceptance(scale.shift, scale.common, apart=apart),
        told=tuple((one.told, one.happened) for one in fit_told(answers, scale)),
    ).checked()


def _usual(shelf: Shelf, belief: BeliefSettings, settings: Settings) -> NDArray[np.float64]:
    return usual(shelf, belief, settings.evidence.weights.need)


def _answers(sets: Sequence[Answered], usually: NDArray[np.float64]) -> list[Answer]:
    return [
        Answer(
            odds=made.odds,
            given=made.fits - usually[made.places, None],
            shares=made.shares,
            taken=taken,
        )
        for made, taken in sets
    ]

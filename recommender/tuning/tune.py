"""Fit settings to a log: what offers serve, what buyers need, how steps are taken, what is told."""

from collections.abc import Sequence

import numpy as np

from recommender.belief import Belief
from recommender.engine import Settings
from recommender.fitting import Learned, learn
from recommender.fitting.answers import Answer, fit_scale, fit_told
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.slate import Acceptance
from recommender.tuning.answered import Answered
from recommender.tuning.readings import believed
from recommender.tuning.tuned import Tuned

FIRST = 200
"""So many answers are waited for;"""
GROWTH = 1.2
"""and then for so many times as many each time."""
LATEST = 2_000
"""So many are fitted to."""


def tune(
    sets: Sequence[Answered], acts: Sequence[Interaction], shelf: Shelf, settings: Settings
) -> Tuned:
    """``sets`` were answered; ``acts`` are the log, with all else that buyers did.

    Raises:
        UnusableWeights: it went astray; whoever calls keeps what there was.
    """
    found = _tuned(learn(acts, shelf, settings.belief, settings.evidence.weights.need))
    belief = found.applied(settings).belief
    readings = believed([one.shown for one in sets], acts, shelf, belief)
    weight = settings.evidence.weights.need
    answers = [_answer(one, read, weight) for one, read in zip(sets, readings, strict=True)]
    scale = fit_scale(answers)
    return found._replace(
        acceptance=Acceptance(scale.shift, scale.common),
        told=tuple((one.told, one.happened) for one in fit_told(answers, scale)),
    ).checked()


def _tuned(found: Learned) -> Tuned:
    return Tuned(
        personas=found.personas,
        jobs=found.jobs,
        turns=found.turns,
        drift=found.drift,
        serving=found.serving,
    )


def _answer(one: Answered, belief: Belief, weight: float) -> Answer:
    """As it would be decided now. Under the unknown need an offer is as for one it does not fit."""
    places = one.made.places
    fits = belief.serves.fits[places][:, belief.kept]
    own = belief.serves.odds[places, None]
    return Answer(
        odds=one.made.odds,
        given=own + weight * np.pad(fits, ((0, 0), (0, 1))),
        shares=np.append(belief.shares, belief.unknown),
        taken=one.taken,
    )

"""Acting for somebody else: what an off-role act says, other than a change of persona (R22)."""

import numpy as np
from numpy.typing import NDArray

from recommender.belief.acts import Acts
from recommender.belief.settings import BeliefSettings
from recommender.belief.statements import statements
from recommender.journey import Journey
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf

Floats = NDArray[np.float64]

_LOUDEST = 2.0
"""Mass of statements at which a buyer acts for somebody else half of the time."""
_MOST = 0.4
"""However much a buyer does for others, most of it stays their own."""


def mix(likelihoods: Floats, personas: int, settings: BeliefSettings) -> Floats:
    """Likelihoods (act, persona, job) when each act may be on behalf of another persona.

    L'(p) = (1 - behalf) L(p) + behalf * the mean of L over all others: no single act can
    say more than that about who the buyer is.
    """
    under = likelihoods.reshape(len(likelihoods), personas, -1)
    if personas == 1:
        return under
    other = settings.behalf / (personas - 1)
    mixed = (1.0 - settings.behalf - other) * under
    mixed += other * np.add.reduce(under, axis=1, keepdims=True)
    return np.asarray(mixed)


def acting_for(own: Floats, acts: Acts, settings: BeliefSettings) -> Floats:
    """How much likelier than beforehand each other persona is behind the acts.

    An act is as likely for a persona as it is for the job of theirs that explains it best: who
    reads for somebody else may read about all that they have to do.
    """
    personas = len(own)
    if personas == 1 or not acts.touches:
        return np.zeros(personas)
    before = settings.behalf / (personas - 1) * (1.0 - own)
    under = acts.likelihoods.reshape(len(acts.touches), personas, -1).max(axis=2)
    behind = under * before
    behind /= under.dot(before + (1.0 - settings.behalf) * own)[:, None]
    behind -= before
    np.maximum(behind, 0.0, out=behind)
    return np.asarray(acts.tempers.dot(behind) / acts.tempers.sum())


def stated(acting: Floats, shelf: Shelf, journey: Journey, now: Instant) -> Floats:
    """The same with the acts that said on whose behalf they were."""
    said = statements(journey, "persona:", now)
    for row, persona in enumerate(shelf.personas if said else ()):
        strong = said.get(persona.key, 0.0)
        acting[row] += strong / (strong + _LOUDEST)
    total = float(acting.sum())
    return acting * (_MOST / total) if total > _MOST else acting

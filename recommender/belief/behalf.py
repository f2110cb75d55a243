"""Acting for somebody else: what off-role acts say beside who the buyer is (R22)."""

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled, in_place

Floats = NDArray[np.float64]

_LOUDEST = 2.0
"""Mass of statements at which a buyer acts for somebody else half of the time."""
_MOST = 0.4
"""However much a buyer does for others, most of it stays their own."""


@compiled
def acting_for(own: Floats, likelihoods: Floats, tempers: Floats, behalf: float) -> Floats:
    """How much likelier than beforehand each other persona is behind the acts.

    An act is as likely for a persona as it is for the job of theirs that explains it best: who
    reads for somebody else may read about all that they have to do.
    """
    personas, said = len(own), 0.0
    acting = np.zeros(personas)
    if personas == 1 or len(tempers) == 0:
        return acting
    before, under = behalf / (personas - 1) * (1.0 - own), np.empty(personas)
    jobs = likelihoods.shape[1] // personas
    for act in range(len(tempers)):
        total = 0.0
        for persona in range(personas):
            best = 0.0
            for cell in range(persona * jobs, (persona + 1) * jobs):
                best = max(best, likelihoods[act, cell])
            under[persona] = best
            total += best * (before[persona] + (1.0 - behalf) * own[persona])
        for persona in range(personas):
            behind = under[persona] * before[persona] / total - before[persona]
            acting[persona] += tempers[act] * max(behind, 0.0)
        said += tempers[act]
    return acting / said


@in_place
def stated(acting: Floats, statements: Floats) -> None:
    """Add the acts that said on whose behalf they were."""
    total = 0.0
    for persona in range(len(acting)):
        strong = statements[persona]
        acting[persona] += strong / (strong + _LOUDEST)
        total += acting[persona]
    if total > _MOST:
        for persona in range(len(acting)):
            acting[persona] *= _MOST / total

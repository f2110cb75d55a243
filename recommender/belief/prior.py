"""What is believed before any act: by persona's share, stated facts, and side of the purchase."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from recommender.belief.settings import BeliefSettings
from recommender.journey import Fact, Journey
from recommender.model.catalogue import Job, Persona
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Relation

Floats = NDArray[np.float64]


def personas(shelf: Shelf, facts: Mapping[str, Fact], settings: BeliefSettings) -> Floats:
    """Shares of the personas, lifted where a stated persona, role or vertical matches (R25)."""
    stated = {key: facts[key].value for key in ("persona", "role", "vertical") if key in facts}
    if not stated:
        return shelf.persona_shares
    weights = shelf.persona_shares * [_lift(one, stated, settings) for one in shelf.personas]
    return np.asarray(weights / weights.sum())


def _lift(persona: Persona, stated: Mapping[str, str], settings: BeliefSettings) -> float:
    lift = 1.0
    if stated.get("persona") == persona.key:
        lift *= settings.stated
    if stated.get("role") == persona.role:
        lift *= settings.stated
    if stated.get("vertical") == persona.vertical:
        lift *= settings.vertical if persona.vertical else 1.0
    return lift


def jobs(shelf: Shelf, journey: Journey, settings: BeliefSettings) -> Floats:
    """Shares of the jobs. After a purchase other jobs are likely, and none is impossible (R3)."""
    relation = journey.facts.get("relation")
    if relation is not None and relation.value == Relation.CUSTOMER:
        weights = np.where(shelf.after_purchase, 1.0, settings.before)
    else:
        weights = np.where(shelf.after_purchase, settings.beyond, 1.0)
    if journey.jobs:
        weights *= [settings.done if _done(job, journey) else 1.0 for job in shelf.jobs]
    weights /= weights.sum()
    return weights


def _done(job: Job, journey: Journey) -> bool:
    trace = journey.jobs.get(job.key)
    return trace is not None and not job.always_on and trace.completed_last == trace.last

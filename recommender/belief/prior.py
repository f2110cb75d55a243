"""What is believed before any act: by persona's share, stated facts, and side of the purchase."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.belief.settings import BeliefSettings
from recommender.journey import Fact, Journey
from recommender.model.catalogue import Job, Persona
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Relation

Floats = NDArray[np.float64]


class Who(NamedTuple):
    """Who the buyer is, before any act."""

    shares: Floats
    """By persona."""
    named: NDArray[np.bool_] | None
    """The personas that a stated persona or role names; ``None`` where none of them does."""


def personas(shelf: Shelf, facts: Mapping[str, Fact], settings: BeliefSettings) -> Who:
    """Shares of the personas, lifted where a stated persona, role or vertical matches (R25)."""
    said = (key for key in ("persona", "role", "vertical") if key in facts)
    stated = {key: facts[key].value.casefold() for key in said}
    if not stated:
        return Who(shelf.persona_shares, None)
    names = np.array([_names(one, stated) for one in shelf.personas])
    lifts = settings.stated**names * [_at_home(one, stated, settings) for one in shelf.personas]
    shares = shelf.persona_shares * lifts
    return Who(shares / shares.sum(), names > 0 if names.any() else None)


def _names(persona: Persona, stated: Mapping[str, str]) -> int:
    """How many stated facts name a persona: its own key, its role or title."""
    roles = persona.role.casefold(), persona.title.casefold()
    return (stated.get("persona") == persona.key.casefold()) + (stated.get("role") in roles)


def _at_home(persona: Persona, stated: Mapping[str, str], settings: BeliefSettings) -> float:
    """How much a stated vertical lifts a persona of it."""
    known = persona.vertical and stated.get("vertical") == persona.vertical.casefold()
    return settings.vertical if known else 1.0


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

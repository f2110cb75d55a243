"""What is believed before any act: by persona's share, stated facts, and side of the purchase."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.belief.settings import BeliefSettings
from recommender.compiled import compiled
from recommender.journey import Fact, Journey
from recommender.model.catalogue import Job, Persona
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Relation

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


TELLING = frozenset({"persona", "role", "vertical"})
"""Facts that tell who somebody is."""

_CUSTOMER = Relation.CUSTOMER.value


class Who(NamedTuple):
    """Who the buyer is, before any act."""

    shares: Floats
    """By persona."""
    named: Marks
    """The personas that a stated persona or role names."""


def personas(shelf: Shelf, facts: Mapping[str, Fact], settings: BeliefSettings) -> Who:
    """Shares of the personas, lifted where a stated persona, role or vertical matches (R25)."""
    common = _common(shelf, settings)
    stated = {key: facts[key].value.casefold() for key in TELLING if key in facts}
    if not stated:
        return Who(common, np.zeros(len(shelf.personas), np.bool_))
    names = np.array([_names(one, stated) for one in shelf.personas])
    lifts = settings.stated**names * [_at_home(one, stated, settings) for one in shelf.personas]
    shares = common * lifts
    return Who(shares / shares.sum(), names > 0)


def _common(shelf: Shelf, settings: BeliefSettings) -> Floats:
    if not settings.personas:
        return shelf.persona_shares
    learned = dict(settings.personas)
    shares = zip(shelf.personas, shelf.persona_shares.tolist(), strict=True)
    found = np.array([learned.get(persona.key, share) for persona, share in shares])
    return np.asarray(found / found.sum())


def _names(persona: Persona, stated: Mapping[str, str]) -> int:
    """How many stated facts name a persona: its own key, its role or title."""
    roles = persona.role.casefold(), persona.title.casefold()
    return (stated.get("persona") == persona.key.casefold()) + (stated.get("role") in roles)


def _at_home(persona: Persona, stated: Mapping[str, str], settings: BeliefSettings) -> float:
    """How much a stated vertical lifts a persona of it."""
    known = persona.vertical and stated.get("vertical") == persona.vertical.casefold()
    return settings.vertical if known else 1.0


def customer(journey: Journey) -> bool:
    relation = journey.facts.get("relation")
    return relation is not None and relation.value == _CUSTOMER


def weights(shelf: Shelf, learned: tuple[tuple[str, float], ...]) -> Floats:
    """Of the jobs, as far as they were learned."""
    if not learned:
        return _alike(len(shelf.jobs))
    found = dict(learned)
    return np.array([found.get(job.key, 1.0) for job in shelf.jobs], np.float64)


@lru_cache(maxsize=16)
def _alike(size: int) -> Floats:
    """Not to be written to."""
    return np.ones(size)


def done(shelf: Shelf, journey: Journey) -> Marks:
    """The jobs that are done with."""
    if not journey.jobs:
        return np.zeros(len(shelf.jobs), np.bool_)
    return np.array([_done(job, journey) for job in shelf.jobs], np.bool_)


def _done(job: Job, journey: Journey) -> bool:
    trace = journey.jobs.get(job.key)
    return trace is not None and not job.always_on and trace.completed_last == trace.last


@compiled
def jobs(  # noqa: PLR0913, PLR0917  # numbers and arrays, no values that hold them
    weights: Floats,
    after_purchase: Marks,
    done: Marks,
    customer: bool,  # noqa: FBT001  # compiled functions are called by place
    beyond: float,
    before: float,
    rest: float,
) -> Floats:
    """Shares of the jobs. After a purchase other jobs are likely, and none is impossible (R3)."""
    shares, total = weights.copy(), 0.0
    for job in range(len(done)):
        if after_purchase[job] != customer:
            shares[job] *= before if customer else beyond
        if done[job]:
            shares[job] *= rest
        total += shares[job]
    for job in range(len(done)):
        shares[job] /= total
    return shares

"""The offers of a shelf, best first, by the stations of a decision."""

from typing import NamedTuple

import numpy as np

from recommender.engine import Considered, Settings, consider
from recommender.evidence import Asked, weigh
from recommender.journey import Journey
from recommender.learning import Model
from recommender.model.context import StepContext
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf
from recommender.policy import PASSED, UNKNOWN, Company

_FINE = 1e12


class Ranked(NamedTuple):
    offer: str
    chance: float


def rank(  # noqa: PLR0913  # all that it rests on, each named
    model: Model,
    shelf: Shelf,
    journey: Journey,
    context: StepContext,
    *,
    now: Instant,
    company: Company = UNKNOWN,
    settings: Settings,
    size: int = 20,
    among: frozenset[str] | None = None,
) -> tuple[Ranked, ...]:
    """Of equals, the first on the shelf."""
    found = consider(shelf, journey, context, now, company=company, settings=settings)
    passed = found.codes == PASSED
    if among is not None:
        here = np.zeros(len(passed), bool)
        here[[shelf.index[key] for key in among if key in shelf.index]] = True
        passed &= here
    asked = _asked(model, shelf, found, now)
    expected = weigh(asked, found.belief, settings.evidence).expected
    places = passed.nonzero()[0]
    best = places[np.rint(expected[places] * -_FINE).argsort(kind="stable")[:size]]
    chances = 1.0 / (1.0 + np.exp(-expected[best]))
    pairs = zip(best.tolist(), chances.tolist(), strict=True)
    return tuple(Ranked(shelf.keys[place], chance) for place, chance in pairs)


def _asked(model: Model, shelf: Shelf, found: Considered, now: Instant) -> Asked:
    acting = float(found.belief.acting_for.sum())
    return Asked(shelf, model.view(shelf), found.heard, found.context, acting, now)

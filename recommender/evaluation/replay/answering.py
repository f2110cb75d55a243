"""From a journey to a ranking, through the stations of a decision."""

from typing import NamedTuple

import numpy as np

from recommender.engine import Settings, consider
from recommender.evaluation.replay.cases import Answer, CaseId
from recommender.evaluation.replay.world import World
from recommender.evidence import Asked, weigh
from recommender.journey import Journey
from recommender.model.context import StepContext
from recommender.model.instant import Instant
from recommender.policy import PASSED, PolicySettings

DEPTH = 20
"""How many items an answer ranks."""
SETTINGS = Settings(policy=PolicySettings(seen_for=1 << 60))
"""What was taken before is no answer, however long ago that was."""
_FINE = 1e12


class Moment(NamedTuple):
    case: CaseId
    journey: Journey
    page: str | None
    """Key of the item that is open."""
    now: Instant
    exclude: frozenset[str] = frozenset()
    """Keys of what was taken, as far as the journey does not hold it."""
    among: frozenset[str] | None = None
    """Keys of the only answers there are."""


def answer(world: World, moment: Moment, settings: Settings = SETTINGS) -> Answer:
    """The best items; of equals, the one that appeared first."""
    shelf = world.shelf
    context = StepContext(page=moment.page, exclude=moment.exclude | world.blank)
    found = consider(shelf, moment.journey, context, moment.now, settings=settings)
    passed = found.codes == PASSED
    if moment.among is not None:
        here = np.zeros(len(passed), bool)
        here[[shelf.index[key] for key in moment.among if key in shelf.index]] = True
        passed &= here
    asked = Asked(shelf, world.model.view(shelf), found.heard, found.context, 0.0, moment.now)
    expected = weigh(asked, found.belief, settings.evidence).expected
    places = passed.nonzero()[0]
    order = np.rint(expected[places] * -_FINE).argsort(kind="stable")[:DEPTH]
    best = places[order]
    chances = 1.0 / (1.0 + np.exp(-expected[best]))
    names = [world.name(shelf.keys[place]) for place in best]
    return Answer(moment.case, tuple(names), tuple(chances.tolist()))

"""From a journey to an answer, by the stations of a decision."""

from math import prod
from typing import NamedTuple

from recommender.engine import Settings, rank
from recommender.evaluation.replay.cases import Answer, CaseId
from recommender.evaluation.replay.world import World
from recommender.journey import Journey
from recommender.model.context import StepContext
from recommender.model.instant import Instant
from recommender.policy import PolicySettings
from recommender.slate.told import told

DEPTH = 20
"""How many items an answer ranks."""
SET = 5
"""How many of them are a set, of which the chance is told that any is taken."""
SETTINGS = Settings(policy=PolicySettings(seen_for=1 << 60))
"""What was taken before is no answer, however long ago that was."""


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
    exclude = moment.exclude | world.blank
    context = StepContext(page=moment.page, exclude=exclude, among=moment.among)
    journey, now = moment.journey, moment.now
    ranked = rank(world.model, shelf, journey, context, now=now, settings=settings, size=DEPTH)
    names = tuple([world.name(one.offer) for one in ranked])
    chances = tuple([one.chance for one in ranked])
    any_taken = 1.0 - prod(1.0 - chance for chance in chances[:SET])
    return Answer(moment.case, names, chances, told(any_taken, world.points))

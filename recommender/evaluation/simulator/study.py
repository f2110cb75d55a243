"""One world, looked at in every way: what there is to be counted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from recommender.engine import DEFAULTS, Settings
from recommender.evaluation.simulator.crowd import crowd
from recommender.evaluation.simulator.desk import Desk
from recommender.evaluation.simulator.facets import Facets
from recommender.evaluation.simulator.maze import Maze, Shown, Traveller
from recommender.evaluation.simulator.plan import Plan
from recommender.evaluation.simulator.planting import plant
from recommender.evaluation.simulator.policies import POLICIES
from recommender.evaluation.simulator.watch import Glance, watch
from recommender.evaluation.simulator.world import World
from recommender.model.instant import DAY, Instant

LEARNERS, TRAVELLERS = 1, 3
"""Streams of chance; a crowd has its own."""
STAGES = len(POLICIES) + 3
"""How many parts a study has."""
PLAIN = (POLICIES["cairn"], POLICIES["cairn_sure"])


class Study(NamedTuple):
    glances: list[Glance]
    hidden: list[Glance]
    """The same buyers where most of what they and all others did was hidden."""
    journeys: Mapping[str, list[Traveller]]
    """By policy; the same buyers in the same order."""
    shown: Mapping[str, list[Shown]]
    """By policy: the sets that travellers were shown."""


class Season(NamedTuple):
    desk: Desk
    """The engine after some weeks of serving."""
    accounts: Mapping[UUID, str]
    """The companies of the buyers it served."""


def season(world: World, plan: Plan, settings: Settings = DEFAULTS) -> Season:
    desk = Desk(world.shelf, settings, fitting=True)
    coming = crowd(plan.learners, plan.start, plan.end, plan.seed, LEARNERS)
    Maze(world, desk, POLICIES["cairn"], plan, LEARNERS).walk(coming, plan.end)
    return Season(desk, {buyer.id: f"account-{buyer.account}" for _, buyer in coming})


def study(
    facets: Facets,
    plan: Plan,
    settings: Settings = DEFAULTS,
    on_stage: Callable[[], None] = lambda: None,
) -> Study:
    world = plant(facets, plan)
    desk = season(world, plan, settings).desk
    on_stage()
    glances = list(watch(world, desk, plan))
    on_stage()
    hiding = replace(plan, sight=replace(plan.sight, hidden=plan.most_hidden))
    hidden = list(watch(world, season(world, hiding, settings).desk, hiding, PLAIN))
    on_stage()
    journeys, shown = {}, {}
    for policy in POLICIES.values():
        maze = Maze(world, desk.copy(fitting=policy.name == "cairn"), policy, plan, TRAVELLERS)
        coming = crowd(
            plan.travellers, plan.end, Instant(plan.end + 28 * DAY), plan.seed, TRAVELLERS
        )
        journeys[policy.name] = maze.walk(coming)
        shown[policy.name] = maze.shown
        on_stage()
    return Study(glances, hidden, journeys, shown)

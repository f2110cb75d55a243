"""Every policy asked at the same moments of the same buyers: the chance of each, in truth."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from recommender.evaluation.simulator.acts import Reporter
from recommender.evaluation.simulator.buyer import Buyer
from recommender.evaluation.simulator.choice import chance_any, choose
from recommender.evaluation.simulator.crowd import crowd
from recommender.evaluation.simulator.desk import Desk
from recommender.evaluation.simulator.maze import GOOD, lying_about, pause
from recommender.evaluation.simulator.mixture import Mixture
from recommender.evaluation.simulator.plan import Plan
from recommender.evaluation.simulator.policies import POLICIES, Asking, Policy
from recommender.evaluation.simulator.world import JOBS, PERSONAS, World
from recommender.journey import fold
from recommender.model.catalogue import Need
from recommender.model.decision import NeedShare
from recommender.model.instant import DAY, Instant

EVENTS = (0, 1, 2, 4, 8)
"""After so many acts of their own buyers are asked."""
STREAM = 2
TRIES = 40
"""How often a buyer looks around for a step of their own."""


class Glance(NamedTuple):
    buyer: int
    events: int
    chances: Mapping[str, float]
    """By policy, that at least one of what it shows is taken."""
    told: float
    """What the engine told of its set."""
    need: float
    """The share that the engine believed the true need to have."""
    likeliest: float
    """The share of the need that it believed likeliest,"""
    right: bool
    """and whether it was the one."""


def watch(
    world: World, desk: Desk, plan: Plan, policies: Iterable[Policy] = tuple(POLICIES.values())
) -> Iterator[Glance]:
    """Buyers after the season. What the engine learns of them stays with their journeys."""
    end = plan.end
    coming = crowd(plan.watched, end, Instant(end + 14 * DAY), plan.seed, STREAM)
    report = Reporter(world.shelf, STREAM)
    for number, (at, buyer) in enumerate(coming):
        watched = Watched(world, desk, plan, report, buyer)
        yield from watched.glances(number, at, tuple(policies))


class Watched:
    """One buyer who is asked and goes their own way."""

    def __init__(
        self, world: World, desk: Desk, plan: Plan, report: Reporter, buyer: Buyer
    ) -> None:
        self.world, self.desk, self.plan = world, desk, plan
        self.report, self.buyer = report, buyer
        self.mixture = Mixture(world.weights[buyer.vertical], plan.habits)

    def glances(self, number: int, now: Instant, policies: tuple[Policy, ...]) -> Iterator[Glance]:
        buyer, habits = self.buyer, self.plan.habits
        self.desk.journeys[buyer.id] = fold(self.report.stated(buyer, now))
        for events in range(EVENTS[-1] + 1):
            buyer.move_on(habits)
            if events in EVENTS:
                yield self._glance(number, events, now, policies)
            if events < EVENTS[-1]:
                self._act(now)
                now = Instant(now + pause(buyer.dice, habits.pause, habits.come_back))
        del self.desk.journeys[buyer.id]

    def _glance(
        self, number: int, events: int, now: Instant, policies: tuple[Policy, ...]
    ) -> Glance:
        asking = Asking(
            self.world, self.desk, self.buyer, self.mixture, now, self.plan.size, self.report.id()
        )
        taken, weights = self.buyer.taken, asking.weights
        chances = {
            policy.name: chance_any(weights, [o for o in policy.show(asking) if o not in taken])
            for policy in policies
        }
        persona, job = divmod(self.buyer.need, len(JOBS))
        true = Need(PERSONAS[persona].key, JOBS[job].key)
        listed = list(asking.decision.belief)
        first = max(listed, key=_share)
        share = next((one.share for one in listed if one.need == true), 0.0)
        told = asking.decision.chance_any_taken
        return Glance(number, events, chances, told, share, first.share, first.need == true)

    def _act(self, now: Instant) -> None:
        """A step of the buyer's own, of which the engine may hear."""
        buyer, weights = self.buyer, self.world.lines[self.buyer.vertical][self.buyer.need]
        for _ in range(TRIES):
            about = lying_about(self.world, buyer, now)
            pick = choose(weights, about, buyer.dice.roll())
            if pick is not None:
                break
        else:
            return
        buyer.taken.add(pick)
        buyer.last = pick
        if self.world.served[buyer.need][pick]:
            buyer.helped()
        if buyer.dice.below(self.plan.sight.hidden):
            return
        self.mixture.hear(about, pick)
        depth = GOOD[0] + (GOOD[1] - GOOD[0]) * buyer.dice.roll()
        act = self.report.viewed(buyer, pick, round(depth, 2), now)
        self.desk.journeys[buyer.id] = fold((act,), self.desk.journeys[buyer.id])


def _share(one: NeedShare) -> float:
    return one.share

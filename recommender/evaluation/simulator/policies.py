"""The policies that are compared: what each would show at one moment."""

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from recommender.evaluation.simulator.buyer import Buyer
from recommender.evaluation.simulator.coverage import cover, rank
from recommender.evaluation.simulator.desk import Desk
from recommender.evaluation.simulator.mixture import Mixture
from recommender.evaluation.simulator.rerankers import dpp, likeness, mmr, xquad
from recommender.evaluation.simulator.scores import Scores, scores, unexplored
from recommender.evaluation.simulator.world import JOBS, World
from recommender.model.context import StepContext
from recommender.model.decision import Decision
from recommender.model.instant import Instant

TRIES = 2
"""So often a fixed path shows a step before it goes on to the next."""


class Asking:
    """One moment of one buyer. What several policies need is worked out once."""

    def __init__(  # noqa: PLR0913, PLR0917  # all that a moment is, each named
        self,
        world: World,
        desk: Desk,
        buyer: Buyer,
        mixture: Mixture,
        now: Instant,
        size: int,
        decision: UUID,
    ) -> None:
        self.world, self.desk, self.buyer, self.mixture = world, desk, buyer, mixture
        self.now, self.size, self.id = now, size, decision

    @cached_property
    def decision(self) -> Decision:
        """The engine's own."""
        shown = None if self.buyer.last is None else self.desk.shelf.keys[self.buyer.last]
        context = StepContext(page=shown, size=self.size)
        return self.desk.decide(self.buyer.id, context, self.id, self.now)

    @cached_property
    def scores(self) -> Scores:
        return scores(self.decision, self.desk.shelf)

    @cached_property
    def open(self) -> list[int]:
        """What is out and, as far as the engine heard, not yet taken."""
        had = self.desk.journey(self.buyer.id).consumption
        keys = self.desk.shelf.keys
        return [
            offer
            for offer in self.world.out(self.now)
            if (one := had.get(keys[offer])) is None or not one.count
        ]

    @property
    def weights(self) -> list[float]:
        """What draws the buyer at this moment, in truth."""
        return self.world.lines[self.buyer.vertical][self.buyer.need]


def cairn(asking: Asking) -> list[int]:
    """What the engine answers."""
    return [asking.desk.shelf.index[step.offer] for step in asking.decision.steps]


def without_exploration(asking: Asking) -> list[int]:
    return unexplored(asking.decision, asking.desk.shelf)


def top(asking: Asking) -> list[int]:
    """The likeliest by the engine's own scores, without regard to one another."""
    return asking.scores.offers[: asking.size]


def next_page(asking: Asking) -> list[int]:
    """A single path: the one likeliest step."""
    return asking.scores.offers[:1]


def funnel(asking: Asking) -> list[int]:
    """A single path: the same for all, job by job, what is taken most for each job first."""
    had = asking.desk.journey(asking.buyer.id).consumption
    keys = asking.desk.shelf.keys
    for offer in _funnel(asking):
        one = had.get(keys[offer])
        if one is None or (one.count == 0 and one.shown < TRIES):
            return [offer]
    return []


def _funnel(asking: Asking) -> list[int]:
    out = set(asking.world.out(asking.now))
    taken = list(asking.desk.taken.values())
    found = []
    for job in range(len(JOBS)):
        tagged = asking.desk.shelf.need[job :: len(JOBS)].max(axis=0)
        of_job = [offer for offer in tagged.nonzero()[0].tolist() if offer in out]
        found += sorted(of_job, key=lambda offer: -taken[offer])[: asking.size]
    return found


def popular(asking: Asking) -> list[int]:
    """What is taken most."""
    taken = list(asking.desk.taken.values())
    return sorted(asking.open, key=lambda offer: -taken[offer])[: asking.size]


def by_mmr(asking: Asking) -> list[int]:
    found = asking.scores
    alike = likeness(asking.world.tags[:, found.offers])
    return [found.offers[place] for place in mmr(found.chances, alike, asking.size)]


def by_xquad(asking: Asking) -> list[int]:
    found = asking.scores
    facets = asking.world.tags[:, found.offers]
    return [found.offers[place] for place in xquad(found.chances, facets, asking.size)]


def by_dpp(asking: Asking) -> list[int]:
    found = asking.scores
    alike = likeness(asking.world.tags[:, found.offers])
    return [found.offers[place] for place in dpp(found.chances, alike, asking.size)]


def true_mixture(asking: Asking) -> list[int]:
    """Coverage by one who knows what is true in general, and not this buyer's need."""
    weights = asking.world.weights[asking.buyer.vertical]
    return cover(asking.mixture.now(), weights, asking.open, asking.size)


def true_ranking(asking: Asking) -> list[int]:
    """The ranking by the same."""
    weights = asking.world.weights[asking.buyer.vertical]
    return rank(asking.mixture.now(), weights, asking.open, asking.size)


def oracle(asking: Asking) -> list[int]:
    """The best set for the need that the buyer has."""
    return asking.world.best(asking.weights, asking.open, asking.size)


class Policy(NamedTuple):
    name: str
    title: str
    show: Callable[[Asking], list[int]]


_ALL = (
    Policy("cairn", "Cairn's set", cairn),
    Policy("cairn_sure", "Cairn's set, unexplored", without_exploration),
    Policy("top_n", "top N", top),
    Policy("next_page", "single path: best page", next_page),
    Policy("funnel", "single path: fixed funnel", funnel),
    Policy("popular", "most popular N", popular),
    Policy("mmr", "MMR .7", by_mmr),
    Policy("xquad", "xQuAD .3", by_xquad),
    Policy("dpp", "DPP", by_dpp),
    Policy("true_top_n", "top N, truth known", true_ranking),
    Policy("true_mixture", "coverage, truth known", true_mixture),
    Policy("oracle", "oracle: need known", oracle),
)
POLICIES: Mapping[str, Policy] = MappingProxyType({policy.name: policy for policy in _ALL})
"""By name, in the order in which they are told."""

"""One pick after another: what would have been recommended just before it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from recommender.engine import Settings, consider, decide, rank
from recommender.evaluation.heldout.buyers import Buyers
from recommender.evaluation.heldout.companies import Companies
from recommender.evaluation.heldout.picks import Pick
from recommender.evaluation.heldout.rivals import linked, popular
from recommender.journey import Journey, observe
from recommender.learning import Model
from recommender.model.context import StepContext
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.policy import PASSED, Company

SET, RANKING, POPULAR, LINKS = WAYS = ("set", "ranking", "most popular", "editor's links")
_DECISION = UUID(int=0)
"""A decision of an evaluation is recorded nowhere."""


class Judged(NamedTuple):
    """One pick, and what each way would have shown just before it."""

    pick: Pick
    persona: str
    """Whom the buyer is believed to be."""
    motion: str | None
    history: int
    """Touches before."""
    told: float
    """The chance that at least one step of the set is taken."""
    shown: Mapping[str, tuple[str, ...]]
    """Offers by way."""

    def hit(self, way: str) -> bool:
        """What was picked next is among them."""
        return self.pick.offer in self.shown[way]

    def hit_later(self, way: str) -> bool:
        """At least one of them was picked next or later."""
        return not self.pick.later.isdisjoint(self.shown[way])


@dataclass(frozen=True, slots=True)
class Judge:
    model: Model
    shelf: Shelf
    buyers: Buyers
    settings: Settings
    size: int = 5
    follow: bool = False
    """The model goes on learning, as a server does: each act after it was answered."""

    def judge(
        self,
        acts: Sequence[Interaction],
        journeys: dict[UUID, Journey],
        companies: Companies,
        picks: Mapping[int, Pick],
    ) -> Iterator[Judged]:
        """``acts`` by time; journeys and companies go on with them."""
        for place, act in enumerate(acts):
            buyer = self.buyers.of(act.buyer).id
            journey = journeys.get(buyer) or Journey.empty()
            if place in picks:
                company = companies.of(picks[place].person)
                yield self._judged(act, journey, company, picks[place])
            journeys[buyer] = observe(journey, act)
            companies.note([act])
            if self.follow:
                self.model.observe(act)

    def _judged(self, act: Interaction, journey: Journey, company: Company, pick: Pick) -> Judged:
        context = StepContext(channel=act.channel, size=self.size)
        asked = self.shelf, journey, context
        found = consider(*asked, act.at, company=company, settings=self.settings)
        decision = decide(
            self.model,
            *asked,
            id=_DECISION,
            now=act.at,
            company=company,
            settings=replace(self.settings, slate=replace(self.settings.slate, explore=False)),
        )
        ranked = rank(
            self.model,
            *asked,
            now=act.at,
            company=company,
            settings=self.settings,
            size=self.size,
        )
        trail = [touch.offer for touch in journey.trail if touch.offer is not None]
        passed = found.codes == PASSED
        belief = found.belief
        return Judged(
            pick,
            belief.personas[int(belief.own.argmax())].key,
            found.context.motion,
            sum(part.count for part in journey.consumption.values()),
            decision.chance_any_taken,
            {
                SET: tuple(step.offer for step in decision.steps),
                RANKING: tuple(one.offer for one in ranked),
                POPULAR: self._keys(popular(self.model.view(self.shelf), passed, self.size)),
                LINKS: self._keys(linked(self.shelf, trail, passed, self.size)),
            },
        )

    def _keys(self, places: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.shelf.keys[place] for place in places)

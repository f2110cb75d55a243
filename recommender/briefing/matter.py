"""What a briefing is made of: a journey as it is read, the set decided on it, the catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from recommender.briefing.line import Cited, Ground, Silence
from recommender.journey import Journey, JourneyState, Touch
from recommender.model.catalogue import Job, Need, Offer, Persona
from recommender.model.decision import Decision, Exhausted, NeedShare
from recommender.model.shelf import ANYONE, Shelf
from recommender.policy import Rule
from recommender.reasons.words import lower

LIKELY = 0.1
"""Share of the belief from which a need is worth a line."""


@dataclass(frozen=True)
class Matter:
    shelf: Shelf
    journey: Journey
    state: JourneyState
    decision: Decision
    guarded: bool
    """Somebody of the company has an incident open."""

    @property
    def seen(self) -> bool:
        """Whether anything at all is known of whom it is about."""
        return bool(self.journey.trail or self.journey.facts or self.journey.conclusions)

    @property
    def denied(self) -> bool:
        """Nothing personal may be told: consent to it was denied."""
        return self.state.facts.get("consent:personalization") == "denied"

    @cached_property
    def rules(self) -> Mapping[str, str]:
        """The offers left out, each with the name of its rule."""
        return {one.offer: one.rule for one in self.decision.left_out}

    @property
    def unwelcome(self) -> bool:
        """Whether consent to being spoken to on this channel was denied."""
        return Rule.NO_CONSENT in self.rules.values()

    @property
    def dearth(self) -> Silence:
        """Why there is no offer to speak of."""
        gated = self.decision.exhausted is Exhausted.ALL_GATED
        return Silence.SUPPRESSED if gated else Silence.NO_CONTENT

    @cached_property
    def unknown(self) -> float:
        """The share of needs that have no name."""
        return sum(one.share for one in self.decision.belief if one.need is None)

    @cached_property
    def personas(self) -> Mapping[str, Persona]:
        return {one.key: one for one in self.shelf.personas if one is not ANYONE}

    @cached_property
    def jobs(self) -> Mapping[str, Job]:
        return {one.key: one for one in self.shelf.jobs}

    def needs(self) -> Iterator[tuple[Need, float]]:
        """Those worth a line, the likeliest first."""
        shares: Iterator[NeedShare] = iter(self.decision.belief)
        for need, share in ((one.need, one.share) for one in shares):
            if need is not None and share >= LIKELY:
                yield need, share

    def offer(self, key: str | None) -> Offer | None:
        place = self.shelf.index.get(key) if key is not None else None
        return None if place is None else self.shelf.offers[place]

    def title(self, key: str) -> str:
        """Also of what has left the catalogue."""
        found = self.offer(key)
        return found.title if found else key

    def worded(self, need: Need) -> str:
        """Such as "validation, for the head of finance"."""
        job, persona = self.jobs.get(need.job), self.personas.get(need.persona)
        work = lower(job.title) if job else need.job
        return f"{work}, for the {lower(persona.title)}" if persona else work

    def acts_for(self, need: Need) -> list[Touch]:
        """What the buyer did that speaks of a need, the latest first."""
        return [touch for touch in reversed(self.journey.trail) if self._speaks(touch, need)]

    def acts_on(self, offer: str) -> list[Touch]:
        """The latest first."""
        return [touch for touch in reversed(self.journey.trail) if touch.offer == offer]

    def _speaks(self, touch: Touch, need: Need) -> bool:
        offer = self.offer(touch.offer)
        return touch.job == need.job or (offer is not None and serves(offer, need) > 0.0)


def serves(offer: Offer, need: Need) -> float:
    """The weight of its tags for a need."""
    return sum(
        one.weight
        for one in offer.serves
        if one.persona in {None, need.persona} and one.job in {None, need.job}
    )


def need_id(need: Need) -> str:
    return f"{need.persona}/{need.job}"


def of_need(need: Need) -> Cited:
    return Cited(Ground.NEED, need_id(need))


def of_act(touch: Touch) -> Cited:
    return Cited(Ground.ACT, touch.id)

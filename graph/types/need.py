from collections.abc import Iterable
from typing import Self

import strawberry
from strawberry import field

import recommender
from graph.access import ANYONE
from graph.entries import Entries
from graph.types.job import BuyingJob
from graph.types.persona import Persona


@strawberry.type(
    description="A pair of persona and buying job: what an offer can serve.", directives=ANYONE
)
class Need:
    persona: Persona = field(description="Whose need it is.")
    job: BuyingJob = field(description="What is to be done.")

    @classmethod
    def of(cls, need: recommender.Need, entries: Entries) -> Self:
        persona, job = need.persona, need.job
        return cls(persona=Persona.named(persona, entries), job=BuyingJob.named(job, entries))


@strawberry.type(
    description="How likely it is that a need is the buyer's own now.", directives=ANYONE
)
class NeedShare:
    need: Need | None = field(description="The need; null is one that the workspace cannot name.")
    share: float = field(description="Its part of the belief; all parts add up to 1.")

    @classmethod
    def told(cls, belief: Iterable[recommender.NeedShare], entries: Entries) -> list[Self]:
        return [
            cls(need=Need.of(one.need, entries) if one.need else None, share=one.share)
            for one in belief
        ]

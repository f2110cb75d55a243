from typing import Self

import strawberry
from strawberry import ID, field

import recommender
from graph.access import ANYONE


@strawberry.type(
    description="A pair of persona and buying job: what an offer can serve.", directives=ANYONE
)
class Need:
    persona: ID = field(description="Key of the persona.")
    job: ID = field(description="Key of the buying job.")

    @classmethod
    def of(cls, need: recommender.Need) -> Self:
        return cls(persona=ID(need.persona), job=ID(need.job))


@strawberry.type(
    description="How likely it is that a need is the buyer's own now.", directives=ANYONE
)
class NeedShare:
    need: Need | None = field(description="The need; null is one that the workspace cannot name.")
    share: float = field(description="Its part of the belief; all parts add up to 1.")

    @classmethod
    def of(cls, share: recommender.NeedShare) -> Self:
        return cls(need=Need.of(share.need) if share.need else None, share=share.share)

from typing import Self

import strawberry
from strawberry import field

from graph import ids
from graph.access import Permission, needs
from graph.answers import Rejected
from graph.types.node import Node
from recommender import Instant


@strawberry.type(
    description="An event that was not taken in. Nothing of it was lost.",
    directives=needs(Permission.EVENTS_READ),
)
class RejectedEvent(Node):
    at: Instant = field(description="When it arrived.")
    code: str = field(description="Why it was not taken in.")
    message: str = field(description="The same in words.")
    raw: str = field(description="The event as it arrived.")

    @classmethod
    def of(cls, rejected: Rejected) -> Self:
        return cls(
            id=ids.written("RejectedEvent", rejected.id),
            at=rejected.at,
            code=rejected.code,
            message=rejected.message,
            raw=rejected.raw,
        )

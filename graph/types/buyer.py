from typing import Self

import strawberry
from strawberry import field

from graph import ids
from graph.access import Permission, needs
from graph.answers import KnownBuyer
from graph.types.journey import Journey
from graph.types.node import Node
from recommender import Instant


@strawberry.type(
    description="An identifier that leads to a buyer.", directives=needs(Permission.BUYERS_READ)
)
class Identity:
    kind: str = field(description="user_id, crm_id, email or anonymous_id.")
    value: str = field(description="The identifier.")


@strawberry.type(
    description="A person, anonymous or known, and what is known of their journey.",
    directives=needs(Permission.BUYERS_READ),
)
class Buyer(Node):
    identities: list[Identity] = field(description="The identifiers that lead to the buyer.")
    account: str | None = field(description="Key of the buyer's company.")
    created: Instant = field(description="When the buyer was first seen.")
    journey: Journey = field(description="What is known of the buyer's journey.")

    @classmethod
    def of(cls, buyer: KnownBuyer) -> Self:
        return cls(
            id=ids.written("Buyer", buyer.id),
            identities=[Identity(kind=kind, value=value) for kind, value in buyer.identities],
            account=buyer.account,
            created=buyer.created,
            journey=Journey.of(buyer.journey, buyer.state, buyer.belief, buyer.entries),
        )

from typing import Annotated, Self
from uuid import UUID

import strawberry
from strawberry import Parent, argument, field

from graph import ids
from graph.access import Permission, needs
from graph.answers import KnownBuyer
from graph.context import Info
from graph.cost import Cost
from graph.paging import Window
from graph.types import later
from graph.types.decision import Decision
from graph.types.interaction import Interaction
from graph.types.journey import Journey
from graph.types.key import BY_ID
from graph.types.node import Node
from graph.types.page import PAGED, After, Before, Connection, First, Last, connection
from graph.types.vocabulary import Voice
from recommender import Instant


@strawberry.type(
    description="An identifier that leads to a buyer.", directives=needs(Permission.BUYERS_READ)
)
class Identity:
    kind: str = field(description="user_id, crm_id, email or anonymous_id.")
    value: str = field(description="The identifier.")


async def account_of(root: Parent["Buyer"], info: Info) -> later.Account | None:
    if root.account_id is None:
        return None
    return later.show(await info.context.loaders.accounts.one("id", root.account_id))


async def groups_of(root: Parent["Buyer"], info: Info) -> list[later.BuyingGroup]:
    found = await info.context.loaders.groups.load("member", root.local)
    return [later.show(group) for group in found]


async def journey_of(root: Parent["Buyer"], info: Info) -> Journey | None:
    found = await info.context.loaders.journeys.load(root.local)
    return Journey.of(found) if found else None


async def interactions_of(  # the arguments of the field
    root: Parent["Buyer"],
    info: Info,
    *,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
) -> Connection[Interaction]:
    asked = (root.local, Window.of(first, last, after, before))
    return connection(await info.context.loaders.acts_of.load(asked), Interaction.of)


async def decisions_of(  # noqa: PLR0913  # the arguments of the field
    root: Parent["Buyer"],
    info: Info,
    *,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
    voice: Annotated[Voice, argument(description="For whom the reasons are worded.")] = Voice.BUYER,
) -> Connection[Decision]:
    asked = (root.local, Window.of(first, last, after, before))
    page = await info.context.loaders.decisions_of.load(asked)
    return connection(page, lambda one: Decision.of(one, voice))


@later.shows(KnownBuyer)
@strawberry.type(
    description="A person, anonymous or known, and what is known of their journey.",
    directives=[*needs(Permission.BUYERS_READ), BY_ID],
)
class Buyer(Node):
    identities: list[Identity] = field(description="The identifiers that lead to the buyer.")
    account: later.Account | None = field(resolver=account_of, description="The buyer's company.")
    groups: list[later.BuyingGroup] = field(
        resolver=groups_of, description="The buying groups of which the buyer is, or may be, one."
    )
    created: Instant = field(description="When the buyer was first seen.")
    journey: Journey | None = field(
        directives=[Cost(weight=5)],
        resolver=journey_of,
        description="What is known of the buyer's journey; null if the buyer has just gone.",
    )
    interactions: Connection[Interaction] = field(
        directives=[PAGED], resolver=interactions_of, description="All acts, the latest first."
    )
    decisions: Connection[Decision] = field(
        directives=[PAGED],
        resolver=decisions_of,
        description="The sets that were decided for the buyer, the latest first.",
    )
    local: strawberry.Private[UUID]
    account_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, buyer: KnownBuyer) -> Self:
        return cls(
            id=ids.written("Buyer", buyer.id),
            identities=[Identity(kind=kind, value=value) for kind, value in buyer.identities],
            created=buyer.created,
            local=buyer.id,
            account_id=buyer.account,
        )

from typing import Self
from uuid import UUID

import strawberry
from strawberry import Parent, field

from graph import ids
from graph.access import Permission, needs
from graph.answers import Group
from graph.answers import Member as Plain
from graph.context import Info
from graph.types import later
from graph.types.buyer import Buyer
from graph.types.node import Node
from graph.types.vocabulary import Motion, Standing
from recommender import Instant


async def buyer_of(root: Parent["Member"], info: Info) -> Buyer | None:
    found = await info.context.loaders.buyers.load(root.buyer_id)
    return Buyer.of(found) if found else None


async def account_of(root: Parent["BuyingGroup"], info: Info) -> later.Account | None:
    return later.show(await info.context.loaders.accounts.one("id", root.plain.account))


async def opportunities_of(root: Parent["BuyingGroup"], info: Info) -> list[later.Opportunity]:
    found = await info.context.loaders.opportunities.load("group", root.plain.id)
    return [later.show(one) for one in found]


@strawberry.type(
    description="A person in a buying group, with the roles that they have in it.",
    directives=needs(Permission.BUYERS_READ),
)
class Member:
    buyer: Buyer | None = field(resolver=buyer_of, description="The person.")
    roles: list[str] = field(description="What they do in it: decide, use, champion, block, ...")
    standing: Standing = field(description="Whether it is certain that they belong to it.")
    buyer_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, member: Plain) -> Self:
        return cls(roles=list(member.roles), standing=member.standing, buyer_id=member.buyer)


@later.shows(Group)
@strawberry.type(
    description="The people who decide one purchase together.",
    directives=needs(Permission.BUYERS_READ),
)
class BuyingGroup(Node):
    key: str = field(description="Its key in the workspace.")
    name: str = field(description="What it is called.")
    account: later.Account | None = field(resolver=account_of, description="Their company.")
    created: Instant = field(description="When it was first known.")
    motion: Motion | None = field(description="What the purchase is about, if known.")
    members: list[Member] = field(description="The people, those suggested or dismissed as well.")
    opportunities: list[later.Opportunity] = field(
        resolver=opportunities_of, description="The purchases that they decide on."
    )
    plain: strawberry.Private[Group]

    @classmethod
    def of(cls, group: Group) -> Self:
        return cls(
            id=ids.written("BuyingGroup", group.key),
            key=group.key,
            name=group.name,
            created=group.created,
            motion=group.motion,
            members=[Member.of(member) for member in group.members],
            plain=group,
        )

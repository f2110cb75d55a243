from typing import Self
from uuid import UUID

import strawberry
from strawberry import Parent, field

from graph import answers, ids
from graph.access import Permission, needs
from graph.context import Info
from graph.paging import Window
from graph.types import later
from graph.types.buyer import Buyer
from graph.types.buying_group import BuyingGroup
from graph.types.key import BY_ID
from graph.types.node import Node
from graph.types.opportunity import Opportunity
from graph.types.page import PAGED, After, Before, Connection, First, Last, connection


async def buyers_of(  # the arguments of the field
    root: Parent["Account"],
    info: Info,
    *,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
) -> Connection[Buyer]:
    asked = (root.local, Window.of(first, last, after, before))
    return connection(await info.context.loaders.colleagues.load(asked), Buyer.of)


async def groups_of(root: Parent["Account"], info: Info) -> list[BuyingGroup]:
    found = await info.context.loaders.groups.load("account", root.local)
    return [BuyingGroup.of(group) for group in found]


async def opportunities_of(root: Parent["Account"], info: Info) -> list[Opportunity]:
    found = await info.context.loaders.opportunities.load("account", root.local)
    return [Opportunity.of(one) for one in found]


@later.shows(answers.Account)
@strawberry.type(
    description="A company that buyers belong to.",
    directives=[*needs(Permission.BUYERS_READ), BY_ID],
)
class Account(Node):
    key: str = field(description="Its key in the workspace.")
    name: str | None = field(description="What it is called.")
    vertical: str | None = field(description="The market that it works in.")
    buyers: Connection[Buyer] = field(
        directives=[PAGED], resolver=buyers_of, description="Its people, in the order of their ids."
    )
    groups: list[BuyingGroup] = field(
        resolver=groups_of, description="Its buying groups, the oldest first."
    )
    opportunities: list[Opportunity] = field(
        resolver=opportunities_of, description="Its opportunities, the oldest first."
    )
    local: strawberry.Private[UUID]

    @classmethod
    def of(cls, account: answers.Account) -> Self:
        return cls(
            id=ids.written("Account", account.key),
            key=account.key,
            name=account.name,
            vertical=account.vertical,
            local=account.id,
        )

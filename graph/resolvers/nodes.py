"""Anything by its global id. What a type takes is asked for here: the id alone names the type."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, NamedTuple, cast

from strawberry import ID, argument

from graph import ids
from graph.access import Permission, needed
from graph.context import Context, Info
from graph.errors import BadInput, NotAllowed
from graph.resolvers.buyers import find_buyer
from graph.resolvers.companies import find_account, find_group, find_opportunity
from graph.resolvers.decisions import find_decision, find_interaction
from graph.resolvers.library import find_job, find_link, find_offer, find_persona
from graph.resolvers.rejected_events import find_rejected_event
from graph.types.account import Account
from graph.types.buyer import Buyer
from graph.types.buying_group import BuyingGroup
from graph.types.decision import Decision
from graph.types.interaction import Interaction
from graph.types.job import BuyingJob
from graph.types.node import Node
from graph.types.offer import Link, Offer
from graph.types.opportunity import Opportunity
from graph.types.persona import Persona
from graph.types.rejected_event import RejectedEvent

MOST_NODES = 100


class Entity(NamedTuple):
    type: type[Node]
    find: Callable[[Context, str], Awaitable[Node | None]]

    @property
    def needs(self) -> frozenset[Permission]:
        return needed(self.type)


ENTITIES: Mapping[str, Entity] = {
    entity.type.__name__: entity
    for entity in (
        Entity(Account, find_account),
        Entity(Buyer, find_buyer),
        Entity(BuyingGroup, find_group),
        Entity(BuyingJob, find_job),
        Entity(Decision, find_decision),
        Entity(Interaction, find_interaction),
        Entity(Link, find_link),
        Entity(Offer, find_offer),
        Entity(Opportunity, find_opportunity),
        Entity(Persona, find_persona),
        Entity(RejectedEvent, find_rejected_event),
    )
}


async def find(asked: Context, given: str) -> Node | None:
    """``None`` for what is no id, or is not there. Raises ``NotAllowed``."""
    kind, local = ids.parts(given)
    entity = ENTITIES.get(kind)
    if entity is None:
        return None
    if missing := entity.needs - asked.principal.may:
        raise NotAllowed.for_want_of(missing)
    return await entity.find(asked, local) if local.isprintable() else None


async def node(
    info: Info, given: Annotated[ID, argument(name="id", description="A global id.")]
) -> Node | None:
    return await find(info.context, given)


async def nodes(
    info: Info,
    given: Annotated[list[ID], argument(name="ids", description="Up to 100 global ids.")],
) -> list[Node | None] | None:
    """Each is awaited by itself: what one must not be told leaves the others."""
    if len(given) > MOST_NODES:
        raise BadInput(f"ids holds at most {MOST_NODES} of them")
    return cast("list[Node | None]", [find(info.context, one) for one in given])

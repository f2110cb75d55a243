from typing import Annotated
from uuid import UUID

from strawberry import argument

from graph.context import Context, Info
from graph.paging import Window
from graph.questions import is_uuid
from graph.types.buyer import Buyer
from graph.types.buyer_filter import BuyerFilter
from graph.types.buyer_ref import BuyerRef
from graph.types.page import After, Before, Connection, First, Last, connection


async def find_buyer(asked: Context, local: str) -> Buyer | None:
    if not is_uuid(local):
        return None
    found = await asked.loaders.buyers.load(UUID(local))
    return Buyer.of(found) if found else None


async def buyer(
    info: Info, ref: Annotated[BuyerRef, argument(description="The buyer.")]
) -> Buyer | None:
    asked = info.context
    found = await asked.ports.registry.buyer(asked.workspace, ref.plain())
    return Buyer.of(found) if found else None


async def buyers(  # the arguments of the field
    info: Info,
    *,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
    wanted: Annotated[
        BuyerFilter | None, argument(name="filter", description="Which of them.")
    ] = None,
) -> Connection[Buyer] | None:
    asked = info.context
    plain, window = (wanted or BuyerFilter()).plain(), Window.of(first, last, after, before)
    page = await asked.ports.registry.segment(asked.workspace, plain, window, asked.now)
    return connection(page, Buyer.of)

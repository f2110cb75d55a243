from typing import Annotated

from strawberry import argument

from graph.context import Info
from graph.types.buyer import Buyer
from graph.types.buyer_ref import BuyerRef


async def buyer(
    info: Info, ref: Annotated[BuyerRef, argument(description="The buyer.")]
) -> Buyer | None:
    asked = info.context
    found = await asked.ports.registry.buyer(asked.workspace, ref.plain(), asked.now)
    return Buyer.of(found) if found else None

from typing import Annotated

from strawberry import argument

from graph.context import Context, Info
from graph.questions import BuyerRef as Ref
from graph.questions import RefKind, is_uuid
from graph.types.buyer import Buyer
from graph.types.buyer_ref import BuyerRef


async def find_buyer(asked: Context, local: str) -> Buyer | None:
    return await _named(asked, Ref(RefKind.ID, local)) if is_uuid(local) else None


async def buyer(
    info: Info, ref: Annotated[BuyerRef, argument(description="The buyer.")]
) -> Buyer | None:
    return await _named(info.context, ref.plain())


async def _named(asked: Context, ref: Ref) -> Buyer | None:
    found = await asked.ports.registry.buyer(asked.workspace, ref, asked.now)
    return Buyer.of(found) if found else None

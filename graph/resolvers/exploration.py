from typing import Annotated

from strawberry import argument

from graph.context import Info
from graph.errors import BadInput
from graph.questions import LONGEST, Search
from graph.types.buyer_ref import BuyerRef
from graph.types.offer import Offer
from graph.types.offer_filter import OfferFilter
from graph.types.page import Connection, offers_page

MOST_ITEMS = 100

First = Annotated[int, argument(description="How many at most, 1 to 100.")]
After = Annotated[str | None, argument(description="The cursor to go on from.")]
Narrowed = Annotated[
    OfferFilter | None, argument(name="filter", description="Which offers to look at.")
]


def page_size(first: int) -> int:
    if not 1 <= first <= MOST_ITEMS:
        raise BadInput(f"first is a number from 1 to {MOST_ITEMS}")
    return first


async def explore(
    info: Info,
    first: First,
    after: After = None,
    search: Annotated[
        str | None, argument(description="Words to find; typing errors are forgiven.")
    ] = None,
    buyer: Annotated[
        BuyerRef | None,
        argument(description="Offers that suit this buyer come first, unfit ones drop out."),
    ] = None,
    narrowed: Narrowed = None,
) -> Connection[Offer] | None:
    words = (search or "").strip()
    if len(words) > LONGEST:
        raise BadInput(f"search has at most {LONGEST} characters")
    asked = info.context
    wanted = Search(
        words=words,
        buyer=asked.admitted(buyer.plain()) if buyer else None,
        filter=(narrowed or OfferFilter()).plain(),
        first=page_size(first),
        after=after,
    )
    page = await asked.ports.explorer.explore(asked.workspace, wanted, asked.now)
    return offers_page(page, await asked.entries())


async def offers(
    info: Info,
    first: First,
    after: After = None,
    narrowed: Narrowed = None,
) -> Connection[Offer] | None:
    asked = info.context
    wanted = (narrowed or OfferFilter()).plain()
    page = await asked.ports.explorer.browse(asked.workspace, wanted, page_size(first), after)
    return offers_page(page, await asked.entries())

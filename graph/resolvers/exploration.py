from typing import Annotated

from strawberry import argument

from graph.context import Info
from graph.errors import BadInput
from graph.paging import Window
from graph.questions import LONGEST, Search
from graph.types.buyer_ref import BuyerRef
from graph.types.offer import Offer
from graph.types.offer_filter import OfferFilter
from graph.types.page import After, Before, Connection, First, Last, connection

Narrowed = Annotated[
    OfferFilter | None, argument(name="filter", description="Which offers to look at.")
]


async def explore(  # noqa: PLR0913  # the arguments of the field
    info: Info,
    *,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
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
        window=Window.of(first, last, after, before),
    )
    page = await asked.ports.explorer.explore(asked.workspace, wanted, asked.now)
    entries = await asked.entries()
    return connection(page, lambda offer: Offer.of(offer, entries))


async def offers(  # the arguments of the field
    info: Info,
    *,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
    narrowed: Narrowed = None,
) -> Connection[Offer] | None:
    asked = info.context
    wanted, window = (narrowed or OfferFilter()).plain(), Window.of(first, last, after, before)
    page = await asked.ports.explorer.browse(asked.workspace, wanted, window)
    entries = await asked.entries()
    return connection(page, lambda offer: Offer.of(offer, entries))

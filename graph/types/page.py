"""Connections over keysets: cursors are opaque and stay right while items come and go."""

from typing import Generic, Self, TypeVar

import strawberry
from strawberry import field

import recommender
from graph.access import ANYONE
from graph.answers import Page, Rejected
from graph.entries import Entries
from graph.types.offer import Offer
from graph.types.rejected_event import RejectedEvent

Node = TypeVar("Node")


@strawberry.type(description="Where a page lies in the whole.", directives=ANYONE)
class PageInfo:
    has_next_page: bool = field(description="More items follow.")
    end_cursor: str | None = field(description="The cursor of the last item, for `after`.")

    @classmethod
    def of(cls, page: Page[Node]) -> Self:
        return cls(
            has_next_page=page.has_next,
            end_cursor=page.found[-1].cursor if page.found else None,
        )


@strawberry.type(description="An item and its place.", directives=ANYONE)
class Edge(Generic[Node]):
    cursor: str = field(description="The item's place in the whole.")
    node: Node = field(description="The item.")


@strawberry.type(description="A page of items.", directives=ANYONE)
class Connection(Generic[Node]):
    edges: list[Edge[Node]] = field(description="The items of the page.")
    page_info: PageInfo = field(description="Where the page lies.")


def offers_page(page: Page[recommender.Offer], entries: Entries) -> Connection[Offer]:
    return Connection(
        edges=[
            Edge(cursor=found.cursor, node=Offer.of(found.item, entries)) for found in page.found
        ],
        page_info=PageInfo.of(page),
    )


def rejected_events_page(page: Page[Rejected]) -> Connection[RejectedEvent]:
    return Connection(
        edges=[Edge(cursor=f.cursor, node=RejectedEvent.of(f.item)) for f in page.found],
        page_info=PageInfo.of(page),
    )

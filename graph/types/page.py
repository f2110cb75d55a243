"""Connections, and the arguments that every one of them takes."""

from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

import strawberry
from strawberry import argument, field

from graph.access import ANYONE
from graph.cost import ListSize
from graph.paging import ITEMS, Page

Plain = TypeVar("Plain")
Shown = TypeVar("Shown")

First = Annotated[
    int | None, argument(description="How many from the start, 0 to 100; 20 if no size is said.")
]
Last = Annotated[int | None, argument(description="How many from the end, 0 to 100.")]
After = Annotated[str | None, argument(description="Only what follows this cursor.")]
Before = Annotated[str | None, argument(description="Only what comes before this cursor.")]

PAGED = ListSize(assumed_size=ITEMS, slicing_arguments=["first", "last"], sized_fields=["edges"])


@strawberry.type(description="Where a page lies in the whole.", directives=ANYONE)
class PageInfo:
    has_next_page: bool = field(description="More items follow.")
    has_previous_page: bool = field(description="Items come before.")
    start_cursor: str | None = field(description="The cursor of the first item, for `before`.")
    end_cursor: str | None = field(description="The cursor of the last item, for `after`.")


@strawberry.type(description="An item and its place.", directives=ANYONE)
class Edge(Generic[Shown]):
    cursor: str = field(description="The item's place in the whole.")
    node: Shown = field(description="The item.")


@strawberry.type(description="A page of items.", directives=ANYONE)
class Connection(Generic[Shown]):
    edges: list[Edge[Shown]] = field(description="The items of the page.")
    page_info: PageInfo = field(description="Where the page lies.")


def connection(page: Page[Plain], show: Callable[[Plain], Shown]) -> Connection[Shown]:
    edges = [Edge(cursor=one.place.written(), node=show(one.item)) for one in page.found]
    return Connection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=page.start_cursor,
            end_cursor=page.end_cursor,
        ),
    )

"""The algorithm of Relay's specification, to hold pages against.

https://relay.dev/graphql/connections.htm#sec-Pagination-algorithm
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from graph.paging import Place, Window

SIZES = (None, 0, 1, 2, 3, 6, 7)
"""Of a list of six: none, some, all, more."""


class Case(NamedTuple):
    """Sizes, and the positions of the items whose cursors are given."""

    first: int | None
    last: int | None
    after: int | None
    before: int | None


class Expected(NamedTuple):
    items: Sequence[str]
    has_next: bool
    has_previous: bool


def cases(sizes: Sequence[int | None] = SIZES) -> Iterator[Case]:
    for first, last, after, before in product(sizes, sizes, (None, 0, 2, 5), (None, 0, 2, 5)):
        yield Case(first, last, after, before)


def windowed(case: Case, places: Sequence[Place]) -> Window:
    after, before = (
        None if at is None else places[at].written() for at in (case.after, case.before)
    )
    return Window.of(case.first, case.last, after, before)


def expected(items: Sequence[str], case: Case) -> Expected:
    """A page of which no size is said holds the first twenty.

    Where ``before`` stands in front of ``after`` nothing lies between, as graphql-relay-js has it;
    by the letter, an edge that ``after`` has removed would no longer limit the page.
    """
    if case.first is None and case.last is None:
        case = case._replace(first=20)
    edges = list(items)
    if case.before is not None:
        edges = edges[: case.before]
    if case.after is not None:
        edges = edges[case.after + 1 :]
    kept = edges
    if case.first is not None and len(kept) > case.first:
        kept = kept[: case.first]
    if case.last is not None and len(kept) > case.last:
        kept = kept[len(kept) - case.last :]
    return Expected(kept, _has_next(edges, case), _has_previous(edges, case))


def _has_previous(edges: Sequence[str], case: Case) -> bool:
    if case.last is not None:
        return len(edges) > case.last
    return case.after is not None


def _has_next(edges: Sequence[str], case: Case) -> bool:
    if case.first is not None:
        return len(edges) > case.first
    return case.before is not None

# ruff: noqa: ARG002  # the schema is never run, its arguments are only counted
"""Costs counted by hand on a small schema of their own."""

from typing import Any

import pytest
import strawberry
from graphql import OperationDefinitionNode, parse
from strawberry import field

from graph.cost import Cost, ListSize, Pricing


@strawberry.type(directives=[Cost(weight=3)])
class Dear:
    name: str = "dear"


@strawberry.type
class Leaf:
    name: str = "leaf"
    dear: Dear = field(default_factory=Dear)
    kin: "list[Leaf]" = field(default_factory=list)


@strawberry.type
class Page:
    edges: list[Leaf]
    total: int = 0


@strawberry.input
class Wish:
    size: int = 7
    keys: list[str] = field(default_factory=list)


@strawberry.type
class Query:
    leaf: Leaf

    @field
    def unsaid(self) -> list[Leaf]:
        return []

    @field(directives=[ListSize(slicing_arguments=["first"])])
    def some(self, first: int = 5) -> list[Leaf]:
        return []

    @field(directives=[ListSize(assumed_size=40)])
    def forty(self) -> list[Leaf]:
        return []

    @field(directives=[ListSize(slicing_arguments=["wish.size", "wish.keys"])])
    def wished(self, wish: Wish) -> list[Leaf]:
        return []

    @field(directives=[ListSize(slicing_arguments=["first"], sized_fields=["edges"])])
    def paged(self, first: int) -> Page:
        return Page(edges=[])

    @field(directives=[Cost(weight=100)])
    def heavy(self) -> Leaf:
        return Leaf()


SCHEMA = strawberry.Schema(Query)._schema


def cost(text: str, variables: dict[str, Any] | None = None) -> int:
    document = parse(text)
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    return Pricing(SCHEMA, document).price(operation)(variables or {})


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("{ __typename }", {}, 0),
        ("{ leaf { name } }", {}, 1),
        ("{ leaf { name dear { name } } }", {}, 1 + 3),
        ("{ unsaid { name } }", {}, 10),
        ("{ unsaid { kin { name } } }", {}, 10 * (1 + 10)),
        ("{ some { name } }", {}, 5),
        ("{ some(first: 50) { name } }", {}, 50),
        ("{ some(first: 50) { kin { name } } }", {}, 50 * 11),
        ("query ($n: Int!) { some(first: $n) { name } }", {"n": 20}, 20),
        ("query ($n: Int!) { some(first: $n) { name } }", {"n": 20.0}, 20),
        ("query ($n: Int = 30) { some(first: $n) { name } }", {}, 30),
        ("query ($n: Int) { some(first: $n) { name } }", {}, 5),
        ("{ some(first: -4) { name } }", {}, 0),
        ("{ forty { name } }", {}, 40),
        ("{ wished(wish: {}) { name } }", {}, 7),
        ("{ wished(wish: {size: 12}) { name } }", {}, 12),
        ('{ wished(wish: {size: 1, keys: ["a", "b", "c"]}) { name } }', {}, 3),
        ("query ($w: Wish!) { wished(wish: $w) { name } }", {"w": {"size": 60}}, 60),
        ("query ($w: Wish!) { wished(wish: $w) { name } }", {"w": {}}, 7),
        ("query ($n: Int) { wished(wish: {size: $n}) { name } }", {"n": 70}, 70),
        ("query ($n: Int) { wished(wish: {size: $n}) { name } }", {}, 7),
        ("{ paged(first: 4) { total edges { dear { name } } } }", {}, 1 + 4 * (1 + 3)),
        ("{ heavy { name } }", {}, 100 + 1),
        ("{ a: leaf { name } b: leaf { name } }", {}, 2),
        ("{ leaf @skip(if: true) { name } }", {}, 1),
        (
            "{ leaf { ...f ... on Leaf { dear { name } } } } fragment f on Leaf { kin { name } }",
            {},
            1 + 10 + 3,
        ),
        ("{ paged(first: 4) { ...p } } fragment p on Page { edges { name } }", {}, 1 + 4),
        ("{ __schema { types { name } } }", {}, 1 + 150),
        ("{ __schema { a: types { name } b: types { name } } }", {}, 1 + 2 * 150),
        ('{ __type(name: "A") { fields { args { name } } } }', {}, 1 + 5 * (1 + 1)),
    ],
)
def test_a_cost_is_items_times_weights(text: str, variables: dict[str, Any], expected: int) -> None:
    assert cost(text, variables) == expected


def test_fragments_that_double_are_added_up_once_each() -> None:
    parts = [f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(60)]
    text = " ".join(["{ ...f0 }", *parts, "fragment f60 on Query { leaf { name } }"])
    assert cost(text) == 2**60

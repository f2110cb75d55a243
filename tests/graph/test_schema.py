from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLSchema

from graph.errors import BadInput
from graph.schema import build, sdl
from tests.graph.fakes import FakePorts, context

COMMITTED = Path(__file__).parents[2] / "graph/schema.graphql"
SCHEMA = build()


async def ask(query: str, ports: FakePorts | None = None, **variables: Any) -> dict[str, Any]:
    result = await SCHEMA.run(SCHEMA.ready(query), context(ports or FakePorts()), variables)
    errors = [error.formatted for error in result.errors or ()]
    return {"data": result.data, "errors": errors}


def codes(answer: dict[str, Any]) -> list[str]:
    return [error["extensions"]["code"] for error in answer["errors"]]


def test_the_committed_sdl_is_the_schema() -> None:
    assert COMMITTED.read_text() == sdl(SCHEMA)


def described(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Every type, field, argument and enum value, with its description."""
    for name, type_ in schema.type_map.items():
        if name.startswith("__"):
            continue
        yield name, type_.description
        parts: dict[str, Any] = getattr(type_, "fields", None) or getattr(type_, "values", {})
        for part, value in parts.items():
            yield f"{name}.{part}", value.description
            for argument, given in getattr(value, "args", {}).items():
                yield f"{name}.{part}({argument})", given.description


def test_everything_is_described() -> None:
    assert [name for name, text in described(SCHEMA._schema) if not text] == []


async def test_an_unknown_failure_is_masked() -> None:
    ports = FakePorts(failure=RuntimeError("password in the text"))
    answer = await ask("{ personas { id } }", ports)
    assert answer == {
        "data": {"personas": None},
        "errors": [
            {
                "message": "Something went wrong on our side.",
                "locations": [{"line": 1, "column": 3}],
                "path": ["personas"],
                "extensions": {"code": "INTERNAL"},
            }
        ],
    }


async def test_a_failure_made_to_be_told_keeps_its_code() -> None:
    answer = await ask("{ personas { id } }", FakePorts(failure=BadInput("not so")))
    assert codes(answer) == ["BAD_USER_INPUT"]
    assert answer["errors"][0]["message"] == "not so"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ personas { id ", "GRAPHQL_PARSE_FAILED"),
        ("{ personas { idd } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ explore(search: 1) { edges { cursor } } }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ buyer(ref: {id: "x", email: "y"}) { id } }', "GRAPHQL_VALIDATION_FAILED"),
        ('{ buyer(ref: {id: "x"}) { id } }', "BAD_USER_INPUT"),
        ('{ buyer(ref: {userId: "a\\u0000"}) { id } }', "BAD_USER_INPUT"),
        ('{ buyer(ref: {userId: ""}) { id } }', "BAD_USER_INPUT"),
        ('{ nextSteps(buyer: {userId: "a"}, size: 0) { steps { slot } } }', "BAD_USER_INPUT"),
        ('{ nextSteps(buyer: {userId: "a"}, size: 21) { steps { slot } } }', "BAD_USER_INPUT"),
        ("{ explore(first: 101) { edges { cursor } } }", "BAD_USER_INPUT"),
        ("{ offers(last: -1) { edges { cursor } } }", "BAD_USER_INPUT"),
        ('{ offers(before: "x") { edges { cursor } } }', "BAD_CURSOR"),
        ('{ offer(id: "a\\nb") { id } }', "BAD_USER_INPUT"),
    ],
)
async def test_what_cannot_be_meant_is_refused_by_code(query: str, code: str) -> None:
    answer = await ask(query)
    assert codes(answer) == [code]


async def test_a_bad_variable_is_refused_by_code() -> None:
    answer = await ask(
        "query ($buyer: BuyerRef!) { buyer(ref: $buyer) { id } }", buyer={"emial": "x"}
    )
    assert codes(answer) == ["BAD_USER_INPUT"]
    assert "Did you mean" not in answer["errors"][0]["message"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_a_time_that_nothing_could_write_is_refused_by_code(at: str) -> None:
    query = (
        "mutation ($all: [InteractionInput!]!) {"
        " recordInteractions(input: {interactions: $all}) { results { verdict } } }"
    )
    act = {"messageId": "m", "buyer": {"userId": "u"}, "kind": "VIEWED", "at": at}
    assert codes(await ask(query, all=[act])) == ["BAD_USER_INPUT"]


async def test_suggestions_are_stripped() -> None:
    answer = await ask("{ personass { id } }")
    assert answer["errors"][0]["message"] == "Cannot query field 'personass' on type 'Query'."


async def test_at_most_five_errors_are_told() -> None:
    answer = await ask("{ " + " ".join(f"x{n}" for n in range(9)) + " }")
    assert len(answer["errors"]) == 5


@pytest.mark.parametrize(
    "query",
    [
        "{ " + " ".join(f"a{n}: personas {{ id }}" for n in range(16)) + " }",
        "{ personas { " + "id " * 1000 + "} }",
    ],
)
async def test_limits_hold(query: str) -> None:
    ports = FakePorts()
    answer = await ask(query, ports)
    assert answer["errors"]
    assert (answer["data"], ports.asked) == (None, [])


async def test_introspection_can_be_switched_off() -> None:
    query = "{ __schema { queryType { name } } }"
    assert (await ask(query))["errors"] == []
    schema = build(introspection=False)
    closed = await schema.run(schema.ready(query), context(FakePorts()))
    assert closed.data is None

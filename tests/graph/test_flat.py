"""Flat values become variables by their types; answers are plain objects."""

from typing import Any

import pytest

from graph.flat import FlatOperation
from graph.operations import built_in
from graph.schema import build

SCHEMA = build()


def flat(text: str) -> FlatOperation:
    return FlatOperation(SCHEMA.core, SCHEMA.ready(text))


def variables(declared: str, **given: Any) -> dict[str, Any]:
    return flat(f"query q({declared}) {{ __typename }}").variables(given)


@pytest.mark.parametrize(
    ("declared", "given", "expected"),
    [
        ("Int", "5", 5),
        ("Int!", " 5.0 ", 5),
        ("Int!", 6, 6),
        ("Int", "five", "five"),
        ("Int", "9" * 30, "9" * 30),
        ("Float", "0.5", 0.5),
        ("Float", "1e-3", 0.001),
        ("Float", "nan", "nan"),
        ("Boolean", "true", True),
        ("Boolean", "False", False),
        ("Boolean", "1", True),
        ("Boolean", "perhaps", "perhaps"),
        ("String", 7, "7"),
        ("String", True, "true"),
        ("ID!", 4711, "4711"),
        ("ID", 0, "0"),
        ("Motion", "net-new", "NET_NEW"),
        ("Motion", "CROSS_SELL", "CROSS_SELL"),
        ("Motion", "elsewhere", "elsewhere"),
        ("Motion", 7, 7),
        ("Motion", ["upsell"], ["upsell"]),
        ("DateTime", "2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z"),
        ("[ID!]", "a, b,,c", ["a", "b", "c"]),
        ("[ID!]", ["a,b", "c", ""], ["a,b", "c"]),
        ("[ID!]", [], []),
        ("[Channel!]", "web,email", ["WEB", "EMAIL"]),
        ("[Int!]!", 7, [7]),
    ],
)
def test_a_value_becomes_what_is_declared(declared: str, given: Any, expected: Any) -> None:
    made = variables(f"$x: {declared}", x=given)
    assert made == {"x": expected}
    assert type(made["x"]) is type(expected)


@pytest.mark.parametrize("declared", ["Int", "String!", "[ID!]", "Motion", "BuyerRef"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_null_and_an_empty_text_are_as_good_as_absent(declared: str, nothing: Any) -> None:
    assert variables(f"$x: {declared}", x=nothing) == {}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"b.userId": "u"}, {"userId": "u"}),
        ({"b": {"userId": 7}}, {"userId": "7"}),
        ({"b": {"userId": "u"}, "b.email": "a@b.example"}, {"userId": "u", "email": "a@b.example"}),
        ({"b.userId": "", "b.email": "a@b.example"}, {"email": "a@b.example"}),
        ({"b.userId": "u", "b.nothing": "x", "b.userId.x": "y"}, {"userId": {"x": "y"}}),
        ({"b": "u", "b.userId": "u"}, {"userId": "u"}),
        ({"b.userId": "u", "b": "v", "c.d": 1, ".": 2, "..": 3}, {"userId": "u"}),
        ({"b": "u"}, "u"),
        ({"b": {}}, {}),
        ({"b": {"x": 1}}, {}),
    ],
)
def test_dots_reach_into_input_objects(given: dict[str, Any], expected: Any) -> None:
    assert variables("$b: BuyerRef!", **given) == {"b": expected}


def test_lists_of_input_objects_come_as_json() -> None:
    facts = [{"key": "role", "value": 7, "more": 1}]
    assert variables("$f: [FactInput!]!", f=facts) == {"f": [{"key": "role", "value": "7"}]}


def test_what_is_not_declared_is_not_looked_at() -> None:
    assert variables("$x: Int", x="1", y="2", **{"x.y": 3, "z.x": 4}) == {"x": {"y": 3}}
    assert variables("$x: Int", y="2") == {}


def test_keys_of_any_depth_are_taken_calmly() -> None:
    deep = ".".join(["b"] * 30_000)
    assert variables("$b: BuyerRef", **{deep: "x"}) == {}


STEPS = 'query q { nextSteps(buyer: {userId: "u"}) { steps { chance offer { key } } exhausted } }'
ROOT = {"steps": [{"chance": 0.5, "offer": {"key": "a"}}, {"chance": 0.1, "offer": {"key": "b"}}]}


def test_the_root_is_unwrapped_with_the_first_of_its_set_and_the_count() -> None:
    told = flat(STEPS).answer({"nextSteps": {**ROOT, "exhausted": None}})
    assert told == {"first": ROOT["steps"][0], "count": 2, **ROOT, "exhausted": None}


def test_an_empty_set_has_no_first() -> None:
    told = flat(STEPS).answer({"nextSteps": {"steps": [], "exhausted": "NO_OFFERS"}})
    assert told == {"first": None, "count": 0, "steps": [], "exhausted": "NO_OFFERS"}


def test_the_set_of_a_payload_lies_below_it() -> None:
    operation = flat(built_in()["decideNextSteps"])
    told = operation.answer({"decideNextSteps": {"nextSteps": {"steps": [{"chance": 1}]}}})
    assert told == {
        "first": {"chance": 1},
        "count": 1,
        "nextSteps": {"steps": [{"chance": 1}]},
    }
    assert operation.answer({"decideNextSteps": {"nextSteps": None}}) == {
        "first": None,
        "count": 0,
        "nextSteps": None,
    }


def test_a_set_of_edges_is_one_of_nodes() -> None:
    edges = [{"node": {"key": "a"}}]
    told = flat("{ offers(first: 1) { edges { node { key } } } }").answer(
        {"offers": {"edges": edges}}
    )
    assert told == {"first": {"key": "a"}, "count": 1, "edges": edges}


def test_a_root_that_is_a_list_stands_under_items() -> None:
    operation = flat("{ personas { key } }")
    assert operation.answer({"personas": [{"key": "a"}]}) == {
        "first": {"key": "a"},
        "count": 1,
        "items": [{"key": "a"}],
    }
    assert operation.answer({"personas": None}) == {"first": None, "count": 0, "items": []}


def test_what_a_document_selects_itself_goes_before() -> None:
    operation = flat('{ nextSteps(buyer: {userId: "u"}) { count: exhausted steps { chance } } }')
    told = operation.answer({"nextSteps": {"count": "ALL_GATED", "steps": []}})
    assert told == {"first": None, "count": "ALL_GATED", "steps": []}


def test_several_roots_and_a_bare_scalar_stay_as_they_are() -> None:
    two = flat('{ a: offer(id: "a") { key } b: personas { key } }')
    assert two.answer({"a": None, "b": []}) == {"first": None, "count": 0, "a": None, "b": []}
    assert flat("{ __typename }").answer({"__typename": "Query"}) == {"__typename": "Query"}


def test_a_root_of_null_is_nothing() -> None:
    assert flat('{ offer(id: "a") { key } }').answer({"offer": None}) is None


def test_errors_are_no_set() -> None:
    operation = flat('mutation { removeOffer(input: {id: "a"}) { userErrors { code } } }')
    told = {"userErrors": [{"code": "NOT_FOUND"}]}
    assert operation.answer({"removeOffer": told}) == told


def test_fragments_and_directives_are_seen_through() -> None:
    operation = flat("""
        query q($more: Boolean!) {
          node(id: "Offer:a") { __typename id ... on Offer { title serves { weight } ...o } }
        }
        fragment o on Offer { title summary @include(if: $more) topics }
    """)
    schema = operation.told()
    assert schema["required"] == ["__typename", "id"]
    assert set(schema["properties"]) == {
        *("__typename", "id", "title", "serves", "summary", "topics", "first", "count"),
    }
    told = {"__typename": "Offer", "id": "Offer:a", "serves": [{"weight": 1.0}]}
    assert operation.answer({"node": told}) == {"first": {"weight": 1.0}, "count": 1, **told}


def test_parameters_are_named_as_flat_callers_send_them() -> None:
    found = {one.name: one for one in flat(built_in()["explore"]).parameters()}
    assert {"search", "buyer.userId", "filter.formats", "filter.channel", "first"} <= set(found)
    assert not any(one.needed for one in found.values())
    assert found["filter.formats"].schema == {"type": "array", "items": {"type": "string"}}
    assert "WEB" in found["filter.channel"].schema["enum"]
    assert found["buyer.userId"].description


def test_what_is_needed_is_told() -> None:
    operation = flat(built_in()["recordInteraction"])
    needed = {one.name for one in operation.parameters() if one.needed}
    assert needed == {"messageId", "kind", "at"}
    assert set(operation.body()["required"]) == {*needed, "buyer"}
    assert operation.description == "Take in one thing that a buyer did."
    assert not operation.reads

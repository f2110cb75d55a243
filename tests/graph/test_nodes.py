"""Whatever has an id is found again by it, and by nobody who may not read it."""

from typing import Any

import pytest
from graphql import GraphQLInterfaceType

from graph import ids
from graph.access import Permission, Principal
from graph.resolvers.nodes import ENTITIES
from graph.schema import build
from tests.graph.fakes import ACT, BUYER, DECISION, REJECTED, WORKSPACE, FakePorts, context

SCHEMA = build()
IDS = {
    "Account": "Account:acme",
    "Buyer": f"Buyer:{BUYER}",
    "BuyingGroup": "BuyingGroup:core",
    "BuyingJob": "BuyingJob:validation",
    "Decision": f"Decision:{DECISION}",
    "Interaction": f"Interaction:{ACT.id}",
    "Link": "Link:demo/guide/finance",
    "Offer": "Offer:guide",
    "Opportunity": "Opportunity:deal",
    "Persona": "Persona:finance",
    "RejectedEvent": f"RejectedEvent:{REJECTED.id}",
}
NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"


async def ask(text: str, *may: Permission, **variables: Any) -> dict[str, Any]:
    principal = Principal(WORKSPACE, frozenset(may or Permission))
    result = await SCHEMA.run(SCHEMA.ready(text), context(FakePorts(), principal), variables)
    errors = [(error.path, error.formatted["extensions"]["code"]) for error in result.errors or ()]
    return {"data": result.data, "errors": errors}


def test_every_type_with_an_id_can_be_asked_for() -> None:
    interface = SCHEMA._schema.type_map["Node"]
    assert isinstance(interface, GraphQLInterfaceType)
    types = {type_.name for type_ in SCHEMA._schema.get_possible_types(interface)}
    assert types == ENTITIES.keys() == IDS.keys()


@pytest.mark.parametrize(("kind", "given"), IDS.items())
async def test_an_entity_is_found_by_its_own_id(kind: str, given: str) -> None:
    answer = await ask(NODE, id=given)
    assert answer == {"data": {"node": {"__typename": kind, "id": given}}, "errors": []}


@pytest.mark.parametrize("given", IDS.values())
async def test_the_type_of_an_id_takes_its_permission(given: str) -> None:
    """The document names no type, so nothing but the id tells what it takes."""
    answer = await ask(NODE, Permission.ANY, id=given)
    assert answer == {"data": {"node": None}, "errors": [(["node"], "FORBIDDEN")]}


@pytest.mark.parametrize(
    "given",
    [
        "",
        "guide",
        ":",
        "Offer:",
        "Offer:none",
        "Offer:a\0",
        "Offer:Offer:guide",
        "Buyer:guide",
        "Decision:x",
        "Link:demo",
        "Link:demo/guide",
        "Link:%",
        "Query:x",
        "Node:x",
        "offer:guide",
        f"RejectedEvent:{DECISION}",
    ],
)
async def test_what_is_no_id_or_not_there_is_null(given: str) -> None:
    assert await ask(NODE, id=given) == {"data": {"node": None}, "errors": []}


async def test_several_come_in_the_order_of_their_ids() -> None:
    answer = await ask(
        """query ($ids: [ID!]!) { nodes(ids: $ids) {
             id ... on Offer { key links { weight } } ... on Persona { title } } }""",
        ids=["Persona:finance", "Offer:none", "Offer:demo"],
    )
    assert answer["data"]["nodes"] == [
        {"id": "Persona:finance", "title": "Head of finance"},
        None,
        {"id": "Offer:demo", "key": "demo", "links": [{"weight": 2.0}]},
    ]


async def test_one_that_must_not_be_told_leaves_the_others() -> None:
    answer = await ask(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        *(Permission.ANY, Permission.CATALOGUE_READ),
        ids=[IDS["Buyer"], "Offer:demo"],
    )
    assert answer == {
        "data": {"nodes": [None, {"id": "Offer:demo"}]},
        "errors": [(["nodes", 0], "FORBIDDEN")],
    }


async def test_many_ids_are_refused() -> None:
    answer = await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["Offer:demo"] * 101)
    assert answer["errors"] == [(["nodes"], "BAD_USER_INPUT")]


def test_keys_of_any_spelling_make_an_id_and_are_had_back() -> None:
    keys = ("a/b", "c:d%", "ä")
    assert ids.split(ids.joined(*keys)) == keys
    assert ids.parts(ids.written("Link", ids.joined(*keys))) == ("Link", "a%2Fb/c%3Ad%25/%C3%A4")
    assert ids.bare("Offer", ids.written("Offer", "Offer:x")) == "Offer:x"
    assert ids.bare("Offer", "x") == "x"

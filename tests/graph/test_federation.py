"""What a router of a federation asks for, and what it must not be told."""

from typing import Any

import pytest
from graphql import parse

from graph.access import Permission, Principal
from graph.federation import LINK
from graph.schema import build
from tests.graph.fakes import BUYER, WORKSPACE, FakePorts, context

SCHEMA = build()
ENTITIES = """
query ($all: [_Any!]!) { _entities(representations: $all) {
  __typename ... on Offer { key title } ... on Buyer { identities { value } }
  ... on Account { name } } }
"""
BARE = "query ($all: [_Any!]!) { _entities(representations: $all) { __typename } }"


async def ask(text: str, *may: Permission, **variables: Any) -> dict[str, Any]:
    principal = Principal(WORKSPACE, frozenset(may or Permission))
    result = await SCHEMA.run(SCHEMA.ready(text), context(FakePorts(), principal), variables)
    errors = [(error.path, error.formatted["extensions"]["code"]) for error in result.errors or ()]
    return {"data": result.data, "errors": errors}


def of(kind: str, given: str) -> dict[str, str]:
    return {"__typename": kind, "id": given}


async def test_entities_are_found_by_their_ids_in_order() -> None:
    asked = [
        of("Buyer", f"Buyer:{BUYER}"),
        of("Offer", "Offer:guide"),
        of("Account", "acme"),
        of("Offer", "Offer:none"),
        of("Offer", "Buyer:guide"),
    ]
    assert await ask(ENTITIES, all=asked) == {
        "data": {
            "_entities": [
                {"__typename": "Buyer", "identities": [{"value": "ann@example.com"}]},
                {"__typename": "Offer", "key": "guide", "title": "A guide to audits"},
                {"__typename": "Account", "name": "Acme"},
                None,
                None,
            ]
        },
        "errors": [],
    }


async def test_one_that_must_not_be_told_leaves_the_others() -> None:
    asked = [of("Buyer", str(BUYER)), of("Offer", "guide"), of("Account", "acme")]
    answer = await ask(BARE, Permission.ANY, Permission.CATALOGUE_READ, all=asked)
    assert answer == {
        "data": {"_entities": [None, {"__typename": "Offer"}, None]},
        "errors": [(["_entities", 0], "FORBIDDEN"), (["_entities", 2], "FORBIDDEN")],
    }


@pytest.mark.parametrize(
    "representation",
    [{}, {"id": "guide"}, of("Decision", "x"), of("Query", "x"), {"__typename": "Offer", "id": 1}],
)
async def test_what_names_no_entity_is_refused(representation: dict[str, Any]) -> None:
    answer = await ask(BARE, all=[representation])
    assert answer == {
        "data": {"_entities": [None]},
        "errors": [(["_entities", 0], "BAD_USER_INPUT")],
    }


async def test_many_are_refused() -> None:
    answer = await ask(BARE, all=[of("Offer", "guide")] * 1001)
    assert answer == {"data": None, "errors": [(None, "BAD_USER_INPUT")]}


async def test_the_text_of_the_subgraph_links_to_its_directives() -> None:
    text = (await ask("{ _service { sdl } }"))["data"]["_service"]["sdl"]
    assert text.startswith(LINK)
    assert "directive @key" not in text
    assert "directive @access" in text
    for entity in ("Account", "Buyer", "Offer"):
        assert f"type {entity} implements Node @access(needs: " in text
    assert text.count('@key(fields: "id")') == 3
    parse(text)


async def test_a_closed_schema_does_not_tell_its_text() -> None:
    closed = build(introspection=False)
    result = await closed.run(closed.ready("{ s: _service { sdl } }"), context(FakePorts()))
    assert result.data is None
    assert [error.message for error in result.errors or ()] == ["The schema is not told here."]

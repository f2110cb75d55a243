"""The rules of GraphQL over HTTP that the audits of graphql-http check, by the ids of these.

https://github.com/graphql/graphql-http/tree/main/src/audits; the suite itself is run as
docs/contract.md says.
"""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.store.database import Database
from tests.api.house import House, house
from tests.conftest import Urls

MODERN = "application/graphql-response+json"
PLAIN = "application/json"
JSON = {"content-type": "application/json"}
QUERY = "{ __typename }"
TYPED = "query Type($name: String!) { __type(name: $name) { name } }"
ANSWER = {"data": {"__typename": "Query"}}


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        yield one


@pytest.mark.parametrize(
    ("accept", "kind"),
    [(MODERN, MODERN), (PLAIN, PLAIN), ("*/*", PLAIN), ("", PLAIN)],
    ids=["22EB", "4655", "47DE", "80D8"],
)
async def test_the_answer_is_of_the_type_that_is_accepted(
    home: House, accept: str, kind: str
) -> None:
    """82A3: and in UTF-8."""
    response = await home.client.post(
        "/graphql", json={"query": QUERY}, headers=home.bearer | {"accept": accept}
    )
    assert response.headers["content-type"] == f"{kind}; charset=utf-8"
    assert (response.status_code, response.json()) == (200, ANSWER)


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", "application/json"], ids=["BF61", "78D5"]
)
async def test_a_body_is_utf_8(home: House, kind: str) -> None:
    body = '{"query": "query Ä { __typename }"}'.replace("Ä", "A").encode()
    text = '{"query": "{ __typename }", "variables": {"x": "ü"}}'.encode()
    for content in (body, text):
        response = await home.client.post(
            "/graphql", content=content, headers=home.bearer | {"content-type": kind}
        )
        assert (response.status_code, response.json()) == (200, ANSWER)


async def test_9abe_a_post_names_its_content_type(home: House) -> None:
    response = await home.client.post(
        "/graphql", content=b'{"query": "{ __typename }"}', headers=home.bearer
    )
    assert response.status_code == 400


@pytest.mark.parametrize("accept", [MODERN, PLAIN], ids=["D6D5", "6A70"])
async def test_a_link_holds_its_variables_as_json(home: House, accept: str) -> None:
    """5A70."""
    link = {"query": TYPED, "operationName": "Type", "variables": json.dumps({"name": "Query"})}
    response = await home.client.get(
        "/graphql", params=link, headers=home.bearer | {"accept": accept}
    )
    assert response.json() == {"data": {"__type": {"name": "Query"}}}


async def test_9c48_a_mutation_is_no_link(home: House) -> None:
    link = {"query": "mutation { __typename }"}
    response = await home.client.get("/graphql", params=link, headers=home.bearer)
    assert (response.status_code, "data" in response.json()) == (405, False)


@pytest.mark.parametrize("accept", [MODERN, PLAIN])
@pytest.mark.parametrize(
    "wrong",
    [
        {},
        *({"query": value} for value in ({}, 0, False, [])),
        *({"query": QUERY, "operationName": value} for value in ({}, 0, False, [])),
        *({"query": QUERY, "variables": value} for value in ("", 0, False, [])),
        *({"query": QUERY, "extensions": value} for value in ("", 0, False, [])),
    ],
    ids=str,
)
async def test_a_parameter_of_another_type_is_a_bad_request(
    home: House, accept: str, wrong: dict[str, Any]
) -> None:
    """A5BF, 423L, LKJ0-3, 6C00-3, 4760-3, 58B0-3, 8764, 3E3A."""
    response = await home.client.post(
        "/graphql", json=wrong, headers=home.bearer | {"accept": accept}
    )
    assert (response.status_code, list(response.json())) == (400, ["errors"])


@pytest.mark.parametrize("accept", [MODERN, PLAIN])
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"operationName": None, "variables": None, "extensions": None},
        {"variables": {}, "extensions": {"some": "value"}},
    ],
    ids=["34A2 13EE", "94B0-2 0220-2", "428F 1B7A"],
)
async def test_what_is_null_is_as_good_as_absent(
    home: House, accept: str, given: dict[str, Any]
) -> None:
    response = await home.client.post(
        "/graphql", json={"query": QUERY, **given}, headers=home.bearer | {"accept": accept}
    )
    assert (response.status_code, response.json()) == (200, ANSWER)


@pytest.mark.parametrize("accept", [MODERN, PLAIN], ids=["2EA1 8161", "28B9 B8B3"])
async def test_variables_are_a_map_and_an_operation_has_a_name(home: House, accept: str) -> None:
    body = {"query": TYPED, "operationName": "Type", "variables": {"name": "Query"}}
    response = await home.client.post(
        "/graphql", json=body, headers=home.bearer | {"accept": accept}
    )
    assert response.json() == {"data": {"__type": {"name": "Query"}}}


@pytest.mark.parametrize("accept", [MODERN, PLAIN], ids=["B7N8", "BCF8"])
async def test_a_body_that_is_no_json_is_a_bad_request(home: House, accept: str) -> None:
    response = await home.client.post(
        "/graphql", content=b'{ "not a JSON', headers=home.bearer | JSON | {"accept": accept}
    )
    assert (response.status_code, list(response.json())) == (400, ["errors"])


@pytest.mark.parametrize(
    "body",
    [{"query": "{"}, {"query": "{ nothing }"}, {"query": TYPED, "variables": {"name": 7}}],
    ids=["865D 556A D586 572B", "51FE 74FF 5E5B FDE2", "86EE 7B9B"],
)
async def test_a_request_error_is_told_by_status_to_who_knows_the_type(
    home: House, body: dict[str, Any]
) -> None:
    """Never with data, which would say that something ran."""
    for accept, status in ((MODERN, 400), (PLAIN, 200)):
        response = await home.client.post(
            "/graphql", json=body, headers=home.bearer | {"accept": accept}
        )
        assert (response.status_code, list(response.json())) == (status, ["errors"])

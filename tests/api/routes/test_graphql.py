"""GraphQL over HTTP: every refusal has a code, and none is a 500."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.store.database import Database
from tests.api.house import House, house
from tests.conftest import Urls

JSON = {"content-type": "application/json"}
MODERN = "application/graphql-response+json"


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        yield one


def code(response: Any) -> Any:
    (error,) = response.json()["errors"]
    assert error["extensions"]["requestId"] == response.headers["x-request-id"]
    return error["extensions"]["code"]


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (b"", 400, "MALFORMED_BODY"),
        (b"null", 400, "MALFORMED_BODY"),
        (b"[]", 400, "MALFORMED_BODY"),
        (b"7", 400, "MALFORMED_BODY"),
        (b"{", 400, "MALFORMED_BODY"),
        (b'{"query": "\xff"}', 400, "MALFORMED_BODY"),
        (b'{"query": "\\ud800"}', 400, "MALFORMED_BODY"),
        (b'{"query": NaN}', 400, "MALFORMED_BODY"),
        (b'{"query": ' + b"[" * 5000 + b"]" * 5000 + b"}", 400, "BODY_TOO_DEEP"),
        (b'{"query": ' + b"[" * 50 + b"]" * 50 + b"}", 400, "BODY_TOO_DEEP"),
        (b'{"query": "\\u0000"}', 400, "INVALID_VALUE"),
        (b'{"query": "{ personas { id } }", "variables": {"x": 1e300}}', 400, "INVALID_VALUE"),
        (b"{}", 400, "BAD_REQUEST"),
        (b'{"query": 7}', 400, "BAD_REQUEST"),
        (b'{"query": "{ personas { id } }", "variables": []}', 400, "BAD_REQUEST"),
        (b'{"query": "{ personas { id } }", "operationName": "x"}', 200, "UNKNOWN_OPERATION"),
        (
            b'{"query": "query a { personas { id } } query b { __typename }"}',
            200,
            "UNKNOWN_OPERATION",
        ),
        (b'{"query": "' + b"x" * 70_000 + b'"}', 413, "BODY_TOO_LARGE"),
    ],
)
async def test_a_bad_body_is_refused_by_code(
    home: House, body: bytes, status: int, expected: str
) -> None:
    response = await home.client.post("/graphql", content=body, headers=home.bearer | JSON)
    assert (response.status_code, code(response)) == (status, expected)


async def test_only_json_is_read(home: House) -> None:
    headers = home.bearer | {"content-type": "text/plain"}
    response = await home.client.post("/graphql", content=b"{}", headers=headers)
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
async def test_other_methods_are_refused(home: House, method: str) -> None:
    response = await home.client.request(method, "/graphql", headers=home.bearer)
    assert (response.status_code, code(response)) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "GET, POST"


async def test_a_query_can_be_a_link(home: House) -> None:
    link = {
        "query": "query ($key: ID!) { offer(id: $key) { id } }",
        "variables": '{"key": "none"}',
    }
    answer = await home.client.get("/graphql", params=link, headers=home.bearer)
    assert (answer.status_code, answer.json()) == (200, {"data": {"offer": None}})


async def test_a_mutation_cannot_be_a_link(home: House) -> None:
    link = {"query": 'mutation { removeOffer(input: {id: "demo"}) { catalogueVersion } }'}
    response = await home.client.get("/graphql", params=link, headers=home.bearer)
    assert (response.status_code, code(response)) == (405, "OPERATION_NOT_POSSIBLE")


@pytest.mark.parametrize("variables", ["[]", "{", "7", '{"x": NaN}'])
async def test_variables_of_a_link_are_a_json_object(home: House, variables: str) -> None:
    link = {"query": "{ __typename }", "variables": variables}
    response = await home.client.get("/graphql", params=link, headers=home.bearer)
    assert (response.status_code, code(response)) == (400, "MALFORMED_BODY")


async def test_a_key_is_needed(home: House) -> None:
    ask = {"query": "{ personas { id } }"}
    unknown = "cairn_sk_live_" + "0" * 43
    for key, expected in ((None, "UNAUTHORIZED"), (unknown, "UNKNOWN_KEY"), ("x", "UNKNOWN_KEY")):
        headers = {"x-api-key": key} if key else {}
        response = await home.client.post("/graphql", json=ask, headers=headers)
        assert (response.status_code, code(response)) == (401, expected)


async def test_each_way_to_present_a_key_is_taken(home: House) -> None:
    ask = {"query": "{ __typename }"}
    for headers in (home.bearer, {"x-api-key": home.secret}):
        answer = await home.client.post("/graphql", json=ask, headers=headers)
        assert answer.json() == {"data": {"__typename": "Query"}}
    answer = await home.client.post("/graphql", json=ask, auth=(home.secret, ""))
    assert answer.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("accept", "query", "status", "kind"),
    [
        ("*/*", "{ nonsense }", 200, "application/json"),
        ("application/json", "{ nonsense }", 200, "application/json"),
        (MODERN, "{ nonsense }", 400, MODERN),
        (MODERN, "{ personas", 400, MODERN),
        (f"{MODERN};q=0.1, application/json", "{ nonsense }", 200, "application/json"),
        (MODERN, "{ __typename }", 200, MODERN),
        (MODERN, '{ buyer(ref: {id: "x"}) { id } }', 200, MODERN),
    ],
)
async def test_status_and_type_follow_the_accepted_type(
    home: House, accept: str, query: str, status: int, kind: str
) -> None:
    response = await home.client.post(
        "/graphql", json={"query": query}, headers=home.bearer | {"accept": accept}
    )
    assert response.status_code == status
    assert response.headers["content-type"] == f"{kind}; charset=utf-8"


async def test_a_request_error_has_no_data(home: House) -> None:
    assert list(await home.graphql("{ nonsense }")) == ["errors"]


async def test_a_given_request_id_comes_back(home: House) -> None:
    for name, kept in (("abc-1", True), ("no spaces", False), ("x" * 65, False)):
        response = await home.client.post(
            "/graphql", json={}, headers=home.bearer | {"x-request-id": name}
        )
        assert (response.headers["x-request-id"] == name) is kept


@pytest.mark.parametrize(
    "query",
    [
        '{ explore(first: 1, after: "nonsense") { edges { cursor } } }',
        '{ explore(first: 1, after: "WzEsMl0") { edges { cursor } } }',
        '{ offers(first: 1, after: "\\u00e9") { edges { cursor } } }',
        '{ rejectedEvents(first: 1, after: "WzEsImEiXQ") { edges { cursor } } }',
        '{ rejectedEvents(first: 1, after: "WzkwMDcxOTkyNTQ3NDA5OTMsImEiXQ") { __typename } }',
    ],
)
async def test_a_cursor_of_nowhere_is_refused_by_code(home: House, query: str) -> None:
    answer = await home.graphql(query)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_CURSOR"]


REFS = ("id", "anonymousId", "userId", "email", "crmId")
NAMES = st.sampled_from((*REFS, "x")) | st.text(max_size=3)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=10,
)
BUYERS = st.fixed_dictionaries({}, optional=dict.fromkeys(REFS, VALUES)) | VALUES


@given(buyer=BUYERS, size=VALUES, key=VALUES, exclude=VALUES)
@settings(max_examples=60)
async def test_whatever_is_asked_is_answered_or_refused_by_code(
    home: House, buyer: object, size: object, key: object, exclude: object
) -> None:
    variables = {
        "input": {
            "buyer": buyer,
            "size": size,
            "decisionKey": key,
            "context": {"exclude": exclude, "page": key},
        }
    }
    query = """mutation ($input: DecideNextStepsInput!) {
                 decideNextSteps(input: $input) { __typename } }"""
    text = json.dumps({"query": query, "variables": variables}).encode("utf-8", "replace")
    response = await home.client.post("/graphql", content=text, headers=home.bearer | JSON)
    codes = {error["extensions"]["code"] for error in response.json().get("errors", ())}
    assert response.status_code in {200, 400}
    assert codes <= {"BAD_USER_INPUT", "INVALID_VALUE", "MALFORMED_BODY", "KEY_REUSED"}

"""``/v1/ops/{name}``: called as the tools of marketing and sales call."""

import json
from collections.abc import AsyncIterator
from typing import Any
from unittest.mock import ANY

import httpx
import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from api.interchange.manifest import digest
from api.store import documents
from api.store.database import Database
from api.store.documents import Kept
from tests.api.house import START, House, house
from tests.conftest import Urls

FORM = {"content-type": "application/x-www-form-urlencoded"}
OWN = {
    "people": "query people { personas { key title } }",
    "offer": "query offer($key: ID!) { offer(id: $key) { key title links { weight } } }",
    "remove": """mutation remove($key: ID!) {
        removeOffer(input: {id: $key}) { userErrors { code } } }""",
    "journey": "query journey($buyer: BuyerRef!) { buyer(ref: $buyer) { id } }",
    "old": "query old { gone }",
}


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        kept = [Kept(name, digest(text), text, START) for name, text in OWN.items()]
        await documents.put(database, one.workspace, kept)
        yield one


async def get(home: House, name: str, *, key: str | None = None, **given: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {key or home.secret}"}
    return await home.client.get(f"/v1/ops/{name}", params=given, headers=headers)


async def post(home: House, name: str, **given: Any) -> httpx.Response:
    return await home.client.post(f"/v1/ops/{name}", json=given, headers=home.bearer)


def problem(response: httpx.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert told["requestId"] == response.headers["x-request-id"]
    return response.status_code, told["code"]


async def test_braze_gets_a_link_and_reads_the_first_step(home: House) -> None:
    """Connected Content: a GET with Basic or headers, its answer read by dots."""
    response = await home.client.get(
        "/v1/ops/nextSteps",
        params={"buyer.userId": "u-1", "channel": "email", "size": "1", "locale": ""},
        auth=(home.secret, ""),
    )
    told = response.json()
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert told["first"] == told["steps"][0]
    assert (told["count"], told["first"]["offer"]["key"]) == (1, told["steps"][0]["offer"]["key"])


async def test_hubspot_posts_its_whole_contact_and_names_the_buyer_in_the_link(
    home: House,
) -> None:
    """A workflow's webhook: keys of its own, numbers as texts, the rest in the address."""
    response = await home.client.post(
        "/v1/ops/nextSteps?buyer.crmId=4711&size=2",
        json={"objectId": 4711, "portalId": 1, "properties": {"email": {"value": "a@b.example"}}},
        headers=home.bearer,
    )
    assert (response.status_code, response.json()["count"]) == (200, 2)


async def test_hubspot_posts_flat_keys(home: House) -> None:
    response = await post(home, "nextSteps", **{"buyer.crmId": 4711, "size": "2", "page": None})
    assert (response.status_code, response.json()["count"]) == (200, 2)


async def test_marketo_fills_a_template_of_json(home: House) -> None:
    """Its braces clash with GraphQL's, so it asks by name; an empty field is left as ''."""
    response = await post(
        home, "decideNextSteps", buyer={"email": "ann@example.com", "userId": ""}, channel="EMAIL"
    )
    told = response.json()
    assert response.status_code == 200
    assert told["nextSteps"]["decisionId"]
    assert told["first"] == told["nextSteps"]["steps"][0]
    body = {"documentId": "nextSteps", "variables": {"buyer": {"email": "ann@example.com"}}}
    by_id = await home.client.post("/graphql", json=body, headers=home.bearer)
    assert by_id.json()["data"]["nextSteps"]["steps"]


async def test_mautic_posts_a_form_and_wants_200(home: House) -> None:
    form = {
        "messageId": "mautic-1",
        "buyer.email": "ann@example.com",
        "kind": "clicked",
        "at": "2026-03-01T09:30:00+01:00",
        "offer": "audit_guide",
        "topics": "audit, price",
        "channel": "email",
        "depth": "0.5",
        "mautic.contact_points": "17",
    }
    for verdict in ("ACCEPTED", "DUPLICATE"):
        response = await home.client.post(
            "/v1/ops/recordInteraction", data=form, headers=home.bearer | FORM
        )
        assert response.status_code == 200
        assert response.json()["first"]["verdict"] == verdict


async def test_salesforce_sends_nested_json_and_reads_lists_that_are_never_null(
    home: House,
) -> None:
    response = await post(home, "explore", search="zzzzzz", filter={"formats": ["none"]}, first=5)
    told = response.json()
    assert (response.status_code, told["edges"], told["count"], told["first"]) == (200, [], 0, None)


async def test_a_browser_calls_what_its_key_may(home: House) -> None:
    steps = await get(home, "nextSteps", key=home.publishable, **{"buyer.anonymousId": "a"})
    assert steps.status_code == 200
    known = await get(home, "nextSteps", key=home.publishable, **{"buyer.userId": "u"})
    journey = await get(home, "journey", key=home.publishable, **{"buyer.anonymousId": "a"})
    assert [problem(one) for one in (known, journey)] == [(403, "FORBIDDEN")] * 2


async def test_a_list_of_the_root_stands_under_items(home: House) -> None:
    told = (await get(home, "people")).json()
    assert (told["first"]["key"], told["count"], len(told["items"])) == ("finance", 2, 2)


async def test_a_document_is_called_by_its_hash_as_well(home: House) -> None:
    name = f"sha256:{digest(OWN['offer'])}"
    assert (await get(home, name, key="audit_guide")).status_code == 401
    response = await home.client.get(
        f"/v1/ops/{name}", params={"key": "audit_guide"}, headers=home.bearer
    )
    assert response.json()["title"] == "A guide to audits"


async def test_what_goes_wrong_is_a_problem_with_its_code(home: House) -> None:
    buyer = {"buyer.userId": "u"}
    assert problem(await get(home, "none")) == (404, "DOCUMENT_NOT_FOUND")
    assert problem(await post(home, "offer", key="none")) == (404, "NOT_FOUND")
    assert problem(await get(home, "old")) == (409, "DOCUMENT_OUTDATED")
    assert problem(await get(home, "nextSteps")) == (400, "BAD_USER_INPUT")
    assert problem(await get(home, "nextSteps", size="many", **buyer)) == (400, "BAD_USER_INPUT")
    assert problem(await get(home, "nextSteps", size="11", **buyer)) == (400, "BAD_USER_INPUT")
    assert problem(await get(home, "nextSteps", page="\0", **buyer)) == (400, "INVALID_VALUE")
    assert problem(await get(home, "nextSteps", key="x", **buyer)) == (401, "UNKNOWN_KEY")
    unnamed = await home.client.get("/v1/ops/nextSteps")
    assert problem(unnamed) == (401, "UNAUTHORIZED")


async def test_what_a_caller_can_mend_is_told_beside_an_empty_answer(home: House) -> None:
    same = {"decisionKey": "k", "buyer.userId": "u"}
    first = (await post(home, "decideNextSteps", **same)).json()
    assert (first["nextSteps"]["decisionId"], first["userErrors"]) == (ANY, [])
    again = (await post(home, "decideNextSteps", **same, size=1)).json()
    assert (again["nextSteps"], again["first"], again["count"]) == (None, None, 0)
    assert again["userErrors"] == [{"code": "KEY_REUSED", "message": ANY, "field": []}]


async def test_what_changes_something_takes_a_post(home: House) -> None:
    refused = await get(home, "remove")
    assert (problem(refused), refused.headers["allow"]) == ((405, "OPERATION_NOT_POSSIBLE"), "POST")
    told = await post(home, "remove", key="none")
    assert told.json() == {"userErrors": [{"code": "NOT_FOUND"}]}


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("application/json", b"[]", "MALFORMED_BODY"),
        ("application/json", b"{", "MALFORMED_BODY"),
        ("text/plain", b"a=b", "BAD_REQUEST"),
        ("application/x-www-form-urlencoded", b"\xff", "MALFORMED_BODY"),
        ("application/x-www-form-urlencoded", b"a=1&" * 501, "MALFORMED_BODY"),
        ("application/x-www-form-urlencoded", b"a=%00", "INVALID_VALUE"),
    ],
)
async def test_a_body_that_cannot_be_read_is_told(
    home: House, kind: str, body: bytes, code: str
) -> None:
    response = await home.client.post(
        "/v1/ops/people", content=body, headers=home.bearer | {"content-type": kind}
    )
    assert problem(response) == (400, code)


async def test_a_post_may_be_empty(home: House) -> None:
    response = await home.client.post("/v1/ops/people", headers=home.bearer)
    assert response.json()["count"] == 2


async def test_a_link_holds_a_bounded_number_of_fields(home: House) -> None:
    response = await get(home, "people", **{f"f{n}": "" for n in range(501)})
    assert problem(response) == (400, "BAD_REQUEST")


async def test_lists_are_repeated_or_parted_by_commas(home: House) -> None:
    buyer = {"buyer.userId": "u"}
    for exclude in ("audit_guide,roi_calculator", ["audit_guide", "roi_calculator"]):
        told = (await get(home, "nextSteps", exclude=exclude, **buyer)).json()
        offers = {step["offer"]["key"] for step in told["steps"]}
        assert offers.isdisjoint({"audit_guide", "roi_calculator"})
        assert offers


async def test_an_answer_is_json_as_graphql_gives_it(home: House) -> None:
    told = (await get(home, "nextSteps", **{"buyer.userId": "u"})).json()
    body = {"documentId": "nextSteps", "variables": json.dumps({"buyer": {"userId": "u"}})}
    asked = await home.client.get("/graphql", params=body, headers=home.bearer)
    del told["first"], told["count"]
    assert asked.json()["data"]["nextSteps"]["exhausted"] == told["exhausted"]
    assert list(asked.json()["data"]["nextSteps"]) == list(told)


NAMES = st.sampled_from(
    ["buyer", "buyer.userId", "buyer.email", "buyer.id", "size", "exclude", "page", "voice", "x"]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given_any(values=st.dictionaries(NAMES, VALUES, max_size=6), form=st.booleans())
@settings(max_examples=80)
async def test_whatever_is_sent_is_answered_or_refused_by_code(
    home: House, values: dict[str, Any], *, form: bool
) -> None:
    body = {
        "content": json.dumps(values).encode("utf-8", "replace"),
        "headers": home.bearer | {"content-type": "application/json"},
    }
    if form:
        body = {"data": {k: str(v) for k, v in values.items()}, "headers": home.bearer | FORM}
    response = await home.client.post("/v1/ops/decideNextSteps", **body)
    told = response.json()
    if response.status_code == 200:
        decided = told["nextSteps"] or {"steps": []}
        assert told["count"] == len(decided["steps"])
        assert (told["nextSteps"] is None) == bool(told["userErrors"])
    else:
        assert problem(response)[0] == 400

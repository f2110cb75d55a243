"""Documents by id: over POST and GET, by the conventions of the clients that exist."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from api.interchange.manifest import digest
from api.store import documents
from api.store.database import Database
from api.store.documents import Kept
from tests.api.house import START, House, house
from tests.conftest import Urls

OFFER = "query offer($key: ID!) { offer(id: $key) { title } }"
REMOVE = 'mutation remove { removeOffer(input: {id: "none"}) { catalogueVersion } }'
STEPS = "query steps($buyer: BuyerRef!) { nextSteps(buyer: $buyer) { chanceAnyTaken } }"
HASH = digest(OFFER)
GUIDE = {"key": "audit_guide"}
TITLE = {"data": {"offer": {"title": "A guide to audits"}}}


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        texts = {
            "offer": OFFER,
            "remove": REMOVE,
            "steps": STEPS,
            "old": "query old { gone }",
            "journeys": "query journeys($b: BuyerRef!) { buyer(ref: $b) { id } }",
        }
        kept = [Kept(name, digest(text), text, START) for name, text in texts.items()]
        await documents.put(database, one.workspace, kept)
        yield one


async def post(home: House, key: str, **body: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {key}"}
    return await home.client.post("/graphql", json=body, headers=headers)


async def get(home: House, key: str, **given: Any) -> httpx.Response:
    params = {n: v if isinstance(v, str) else json.dumps(v) for n, v in given.items()}
    headers = {"authorization": f"Bearer {key}"}
    return await home.client.get("/graphql", params=params, headers=headers)


def codes(response: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json().get("errors", ())]


def persisted(sha256: str = HASH) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256}}


@pytest.mark.parametrize("ask", [post, get])
@pytest.mark.parametrize("name", ["offer", f"sha256:{HASH}", HASH])
async def test_a_browser_runs_a_document_by_id(home: House, ask: Any, name: str) -> None:
    answer = await ask(home, home.publishable, documentId=name, variables=GUIDE)
    assert (answer.status_code, answer.json()) == (200, TITLE)


@pytest.mark.parametrize("ask", [post, get])
async def test_a_browser_runs_it_by_the_hash_of_apollo_and_urql(home: House, ask: Any) -> None:
    answer = await ask(home, home.publishable, extensions=persisted(), variables=GUIDE)
    assert (answer.status_code, answer.json()) == (200, TITLE)


async def test_a_text_is_as_good_as_its_hash(home: House) -> None:
    for extensions in ({}, persisted()):
        answer = await post(
            home, home.publishable, query=OFFER, variables=GUIDE, extensions=extensions
        )
        assert answer.json() == TITLE


async def test_a_browser_runs_trusted_documents_only(home: House) -> None:
    answer = await post(home, home.publishable, query="{ personas { id } }")
    assert (answer.status_code, codes(answer)) == (200, ["TRUSTED_DOCUMENTS_ONLY"])
    assert "data" not in answer.json()
    text = "{ buyingJobs { id } }"
    answer = await post(home, home.publishable, query=text, extensions=persisted(digest(text)))
    assert codes(answer) == ["TRUSTED_DOCUMENTS_ONLY"]


async def test_an_unknown_id_is_told_as_a_request_error(home: House) -> None:
    for key in (home.publishable, home.secret):
        answer = await post(home, key, documentId="none")
        assert (answer.status_code, codes(answer)) == (200, ["DOCUMENT_NOT_FOUND"])
    modern = {"accept": "application/graphql-response+json"} | home.bearer
    answer = await home.client.post("/graphql", json={"documentId": "none"}, headers=modern)
    assert (answer.status_code, list(answer.json())) == (400, ["errors"])


async def test_an_unknown_hash_is_told_in_the_words_that_clients_know(home: House) -> None:
    answer = await post(home, home.publishable, extensions=persisted("0" * 64))
    assert codes(answer) == ["PERSISTED_QUERY_NOT_FOUND"]
    assert answer.json()["errors"][0]["message"] == "PersistedQueryNotFound"


async def test_who_writes_documents_registers_them_by_sending_them(home: House) -> None:
    text = "query sent { personas { title } }"
    named = persisted(digest(text))
    assert codes(await get(home, home.secret, extensions=named)) == ["PERSISTED_QUERY_NOT_FOUND"]
    sent = await post(home, home.secret, query=text, extensions=named)
    again = await get(home, home.secret, extensions=named)
    assert sent.json() == again.json()
    assert sent.json()["data"]["personas"]
    # It is registered, not trusted.
    assert codes(await get(home, home.publishable, extensions=named)) == [
        "PERSISTED_QUERY_NOT_FOUND"
    ]


async def test_a_wrong_document_is_not_registered(home: House) -> None:
    named = persisted(digest("{ wrong }"))
    sent = await post(home, home.secret, query="{ wrong }", extensions=named)
    assert codes(sent) == ["GRAPHQL_VALIDATION_FAILED"]
    assert codes(await post(home, home.secret, extensions=named)) == ["PERSISTED_QUERY_NOT_FOUND"]


async def test_a_hash_must_be_that_of_the_text(home: House) -> None:
    answer = await post(home, home.secret, query=OFFER, extensions=persisted("0" * 64))
    assert codes(answer) == ["PERSISTED_QUERY_HASH_MISMATCH"]


async def test_a_mutation_by_id_cannot_be_a_link(home: House) -> None:
    answer = await get(home, home.secret, documentId="remove")
    assert (answer.status_code, codes(answer)) == (405, ["OPERATION_NOT_POSSIBLE"])


async def test_a_trusted_document_takes_its_permissions(home: House) -> None:
    for name in ("remove", "journeys"):
        answer = await post(home, home.publishable, documentId=name, variables={"b": {"id": "x"}})
        assert codes(answer) == ["FORBIDDEN"]


async def test_a_trusted_document_is_no_way_to_a_known_buyer(home: House) -> None:
    named: dict[str, Any] = {"documentId": "steps"}
    known = await post(home, home.publishable, **named, variables={"buyer": {"userId": "u"}})
    assert codes(known) == ["FORBIDDEN"]
    here = await post(home, home.publishable, **named, variables={"buyer": {"anonymousId": "a"}})
    assert codes(here) == []


async def test_an_outdated_document_answers_by_code_and_leaves_the_others(home: House) -> None:
    answer = await post(home, home.publishable, documentId="old")
    assert (answer.status_code, codes(answer)) == (200, ["DOCUMENT_OUTDATED"])
    assert (await post(home, home.publishable, documentId="nextSteps")).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"query": OFFER, "documentId": "offer"},
        {"documentId": 7},
        {"extensions": {"persistedQuery": 7}},
        {"extensions": {"persistedQuery": {"sha256Hash": 7}}},
        {"extensions": {"persistedQuery": {}}},
    ],
)
async def test_what_names_no_one_document_is_a_bad_request(
    home: House, body: dict[str, Any]
) -> None:
    answer = await post(home, home.secret, **body)
    assert (answer.status_code, codes(answer)) == (400, ["BAD_REQUEST"])


@pytest.mark.usefixtures("home")
async def test_no_text_of_others_is_found_in_another_workspace(
    urls: Urls, database: Database
) -> None:
    async with house(urls.app, database) as other:
        answer = await post(other, other.publishable, documentId="offer")
    assert codes(answer) == ["DOCUMENT_NOT_FOUND"]

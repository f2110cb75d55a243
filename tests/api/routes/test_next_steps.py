# ruff: noqa: ARG002  # a fake has the shape of what it stands for
"""POST /v1/next-steps: flat JSON in and out."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from api.errors import Unavailable
from api.routes.meter import Meter
from api.routes.next_steps import next_steps_router
from api.routes.problem import tell_problems
from api.services.credentials import Credentials
from api.services.rates import Rates
from api.store.database import Database
from graph.access import Permission, Principal
from graph.answers import Advice
from graph.questions import Ask
from recommender import Catalogue, Instant, Offer
from tests.api.house import START, House, furnish, house, running
from tests.conftest import Urls


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        yield one


async def ask(home: House, key: str, **body: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {key}"}
    return await home.client.post("/v1/next-steps", json=body, headers=headers)


async def test_a_browser_is_told_the_steps_and_no_more(home: House) -> None:
    response = await ask(home, home.publishable, anonymousId="a-1", size=2)
    told = response.json()
    assert response.status_code == 200
    assert sorted(told) == ["chanceAnyTaken", "decisionId", "exhausted", "steps"]
    assert len(told["steps"]) == 2
    assert all(reason["text"] for step in told["steps"] for reason in step["reasons"])


async def test_a_server_is_told_what_it_rests_on(home: House) -> None:
    told = (await ask(home, home.secret, userId="u-1", voice="seller")).json()
    assert {"offer": "old_news", "gate": "eligibility", "rule": "retired"} in told["leftOut"]
    assert told["journey"]["presence"] == "new"


async def test_what_is_left_out_is_counted_where_it_is_too_much_to_tell(
    urls: Urls, database: Database
) -> None:
    old = tuple(Offer(f"old-{n}", "Old", "article", retired=True) for n in range(101))
    workspace, secret, _ = await furnish(database, Catalogue(offers=old))
    async with running(urls.app, []) as client:
        home = House(client, database, workspace, secret, "")
        told = (await ask(home, secret, userId="u-1")).json()
    assert (len(told["leftOut"]), told["leftOutTotal"]) == (100, 101)


async def test_the_decision_is_recorded(home: House) -> None:
    made = (await ask(home, home.publishable, anonymousId="a-2")).json()
    found = await home.data(f'{{ decision(id: "{made["decisionId"]}") {{ id }} }}')
    assert found == {"decision": {"id": f"Decision:{made['decisionId']}"}}


async def test_a_page_is_named_by_its_address_too(home: House) -> None:
    for page in ("audit_guide", "http://EXAMPLE.com/audit?utm=1"):
        told = (await ask(home, home.secret, userId="paged", page=page, size=10)).json()
        assert {"offer": "audit_guide", "gate": "applicability", "rule": "open_page"} in told[
            "leftOut"
        ]


async def test_pinned_offers_stand_first_and_are_marked(home: House) -> None:
    """R19: an editor's own slots, gated like all others."""
    told = (
        await ask(
            home,
            home.secret,
            userId="pinning",
            page="audit_guide",
            pinned=["integration_map", "audit_guide"],
            size=2,
        )
    ).json()
    first = told["steps"][0]
    assert (first["offer"]["id"], first["slot"], first["selectionProbability"]) == (
        "integration_map",
        "pinned",
        1.0,
    )
    assert {step["offer"]["id"] for step in told["steps"]}.isdisjoint({"audit_guide"})


async def test_only_the_offers_of_a_list_are_shown_where_one_is_given(home: House) -> None:
    told = (await ask(home, home.secret, userId="listing", among=["integration_map"])).json()
    assert [step["offer"]["id"] for step in told["steps"]] == ["integration_map"]
    none = (await ask(home, home.secret, userId="listing", among=[])).json()
    assert (none["steps"], none["exhausted"]) == ([], "all_gated")


async def test_a_field_is_called_by_the_name_that_it_has_in_the_body(home: House) -> None:
    told = (await ask(home, home.publishable, anonymousId="")).json()
    assert (told["code"], told["message"]) == (
        "INVALID_VALUE",
        "anonymousId has 1 to 200 characters",
    )


@pytest.mark.parametrize(
    "body",
    [{"userId": "u"}, {"email": "a@example.com"}, {"anonymousId": "a", "voice": "seller"}],
)
async def test_a_publishable_key_asks_by_anonymous_id_only(
    home: House, body: dict[str, Any]
) -> None:
    before = await home.count("decision")
    response = await ask(home, home.publishable, **body)
    assert (response.status_code, response.json()["code"]) == (403, "KEY_NOT_ALLOWED")
    assert await home.count("decision") == before


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"userId": "u", "email": "a@example.com"},
        {"userId": "u", "sise": 3},
        {"userId": "u", "size": 0},
        {"userId": "u", "size": True},
        {"userId": "u", "size": "3"},
        {"userId": "u", "channel": "pigeon"},
        {"userId": "u", "exclude": "audit_guide"},
        {"userId": "u", "exclude": [""]},
        {"userId": "u", "among": ["x"] * 201},
        {"userId": "u", "pinned": "audit_guide"},
        {"userId": "a\nb"},
        {"buyerId": "not-a-uuid"},
        {"userId": 7},
        {"userId": "u" * 201},
        {"userId": "u", "decisionKey": ""},
    ],
)
async def test_what_cannot_be_meant_is_refused_by_code(home: House, body: dict[str, Any]) -> None:
    response = await ask(home, home.secret, **body)
    assert (response.status_code, response.json()["code"]) == (400, "INVALID_VALUE")
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_problem_is_told_in_full(home: House) -> None:
    response = await home.client.post("/v1/next-steps", json={})
    assert response.status_code == 401
    assert response.json() == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "code": "UNAUTHORIZED",
        "message": "A key is needed.",
        "requestId": response.headers["x-request-id"],
    }


async def test_unknown_paths_and_methods_are_told_by_code(home: House) -> None:
    missing = await home.client.get("/nowhere")
    wrong = await home.client.get("/v1/next-steps")
    assert (missing.status_code, missing.json()["code"]) == (404, "NOT_FOUND")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "METHOD_NOT_ALLOWED")


async def test_a_body_too_large_is_refused(home: House) -> None:
    response = await ask(home, home.secret, userId="u" * 70_000)
    assert (response.status_code, response.json()["code"]) == (413, "BODY_TOO_LARGE")


async def test_a_page_of_another_site_may_ask(home: House) -> None:
    asked = {
        "origin": "https://shop.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    preflight = await home.client.options("/v1/next-steps", headers=asked)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "*"
    response = await home.client.post(
        "/v1/next-steps",
        json={"anonymousId": "a-3"},
        headers={"authorization": f"Bearer {home.publishable}", "origin": "https://shop.example"},
    )
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (200, "*")


class Lost:
    """An advisor, and a doorkeeper, whose database is gone."""

    async def principal(self, _: Credentials, __: Instant) -> Principal:
        return Principal(uuid4(), frozenset(Permission))

    async def preview(self, workspace: UUID, ask: Ask, now: Instant) -> Advice:
        raise Unavailable

    async def decide(self, workspace: UUID, ask: Ask, now: Instant) -> Advice:
        raise Unavailable


async def test_without_its_database_it_asks_to_come_back() -> None:
    lost = Lost()
    app = FastAPI()
    tell_problems(app)
    app.include_router(next_steps_router(lost, lost, Meter(Rates(10_000)), lambda: START))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://cairn.test") as client:
        response = await client.post("/v1/next-steps", json={"userId": "u"})
    assert (response.status_code, response.json()["code"]) == (503, "RETRY")
    assert response.headers["retry-after"] == "1"

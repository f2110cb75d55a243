"""The quota of a key, over all the ways in which it asks."""

from collections.abc import AsyncIterator

import httpx
import pytest

from api.store.database import Database
from tests.api.house import furnish, running
from tests.conftest import Urls

QUOTA = 10_000
DEAR = "{ accounts(first: 100) { edges { node { buyers(first: 45) { edges { node { id } } } } } } }"
"""Nearly all of the quota."""


@pytest.fixture(scope="module")
async def client(urls: Urls) -> AsyncIterator[httpx.AsyncClient]:
    async with running(urls.app, [], rate=QUOTA) as client:
        yield client


async def test_a_key_that_has_spent_its_quota_is_told_when_to_come_back(
    client: httpx.AsyncClient, database: Database
) -> None:
    _, secret, publishable = await furnish(database)
    bearer, other = ({"authorization": f"Bearer {key}"} for key in (secret, publishable))

    async def ask(query: str) -> httpx.Response:
        return await client.post("/graphql", json={"query": query}, headers=bearer)

    paid = await ask(DEAR)
    assert paid.status_code == 200
    assert paid.headers["ratelimit-policy"] == f'"cost";q={QUOTA};w=60'
    assert "retry-after" not in paid.headers
    refused = await ask(DEAR)
    left, full_in = (part.partition("=")[2] for part in refused.headers["ratelimit"].split(";")[1:])
    assert refused.status_code == 429
    assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    assert 0 < int(refused.headers["retry-after"]) <= int(full_in) <= 60
    assert int(left) < QUOTA / 2
    free = await ask("{ __typename }")
    assert (free.status_code, free.json()) == (200, {"data": {"__typename": "Query"}})
    body = {"anonymousId": "a-1"}
    assert (await client.post("/v1/next-steps", json=body, headers=other)).status_code == 200


@pytest.mark.parametrize(
    "link", ["/v1/ops/nextSteps?buyer.anonymousId=a-1", "/v1/next-steps"], ids=["flat", "plain"]
)
async def test_other_routes_are_counted_too(
    client: httpx.AsyncClient, database: Database, link: str
) -> None:
    _, secret, _ = await furnish(database)
    bearer = {"authorization": f"Bearer {secret}", "origin": "https://example.com"}
    body = {"anonymousId": "a-1"} if link.endswith("next-steps") else None
    method = "POST" if body else "GET"
    answers = [await client.request(method, link, json=body, headers=bearer) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    first, second = (int(one.headers["ratelimit"].split(";")[1][2:]) for one in answers)
    assert second < first < QUOTA
    exposed = answers[0].headers["access-control-expose-headers"].lower()
    assert {"ratelimit", "ratelimit-policy", "retry-after"} <= set(exposed.split(", "))
    await client.post("/graphql", json={"query": DEAR}, headers=bearer)
    while (spent := await client.request(method, link, json=body, headers=bearer)).is_success:
        pass
    assert (spent.status_code, spent.json()["code"]) == (429, "RATE_LIMITED")
    assert int(spent.headers["retry-after"]) > 0

"""Talking points over a real database: read in few queries, recorded nowhere, flat for tools."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.store.database import Database
from tests.api.crowd import gather
from tests.api.house import House, house
from tests.conftest import Urls

ASK = """
query ($for: TalkingPointsRef!) { talkingPoints(for: $for) {
  headline summary buyers { id } know { points { text evidence { ground id } offer { key } } empty }
  say { points { id } empty } show { points { id offer { key } } empty }
  ask { points { id } empty } avoid { points { id text } empty } } }
"""
ASIDE = ("BEGIN", "ROLLBACK", "SELECT * FROM find_key")
"""Around each read, and whose key it is, which is remembered for a while."""


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        await gather(database, one.workspace, companies=2, people=12)
        yield one


async def asked(home: House, **about: Any) -> tuple[Any, int]:
    """The answer, and how many statements it took."""
    home.statements.clear()
    answer = await home.data(ASK, **{"for": about})
    return answer["talkingPoints"], sum(not one.startswith(ASIDE) for one in home.statements)


async def test_a_buyer_takes_one_query_and_that_of_whoever_it_is_about(home: House) -> None:
    told, queries = await asked(home, buyer={"userId": "c1-p3"})
    act = next(point for point in told["know"]["points"] if point["offer"])
    assert act["text"].startswith("Opened “A guide to audits” (web)")
    assert [cited["ground"] for cited in act["evidence"]] == ["ACT"]
    assert (len(told["buyers"]), queries) == (1, 3)


@pytest.mark.parametrize(("kind", "queries"), [("account", 5), ("group", 6)])
async def test_more_people_take_no_more_queries(home: House, kind: str, queries: int) -> None:
    suffix = "" if kind == "account" else "-core"
    told, few = await asked(home, **{kind: f"c1{suffix}"})
    assert (len(told["buyers"]), few) == (8, queries)
    assert told["show"]["points"]


async def test_what_does_not_exist_is_null_or_gives_no_signal(home: House) -> None:
    assert (await asked(home, account="nobody"))[0] is None
    told, _ = await asked(home, buyer={"email": "new@example.com"})
    assert (told["know"], told["buyers"]) == ({"points": [], "empty": "NO_SIGNAL"}, [])


async def test_nothing_is_recorded_and_the_same_is_told_again(home: House) -> None:
    before = await home.count("decision"), await home.count("buyer")
    first, _ = await asked(home, account="c1")
    assert (await asked(home, account="c1"))[0] == first
    assert (await home.count("decision"), await home.count("buyer")) == before


async def test_a_sales_tool_asks_by_a_flat_call(home: House) -> None:
    response = await home.client.get(
        "/v1/ops/talkingPoints", params={"for.buyer.userId": "c0-p0"}, headers=home.bearer
    )
    told = response.json()
    assert (response.status_code, told["headline"][:9]) == (200, "Last seen")
    browser = {"authorization": f"Bearer {home.publishable}"}
    refused = await home.client.get(
        "/v1/ops/talkingPoints", params={"for.buyer.anonymousId": "a"}, headers=browser
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "FORBIDDEN")

"""POST /v1/next-steps:batch: JSON for lists and pages, JSON Lines for as many as there are."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest
from starlette.types import Message

from api.errors import CairnError, Unavailable
from api.routes.json_lines import JsonLines, Write
from api.store.database import Database
from tests.api.crowd import gather
from tests.api.house import House, house
from tests.conftest import Urls

LINES = "application/x-ndjson"


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        await gather(database, one.workspace, companies=2, people=3)
        yield one


async def ask(home: House, *, accept: str = "*/*", key: str = "", **body: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {key or home.secret}", "accept": accept}
    return await home.client.post("/v1/next-steps:batch", json=body, headers=headers)


def lines(response: httpx.Response) -> list[dict[str, Any]]:
    assert (response.status_code, response.headers["content-type"]) == (200, LINES)
    return [orjson.loads(line) for line in response.text.splitlines()]


async def test_a_list_is_answered_one_by_one(home: House) -> None:
    named = [{"userId": "c0-p0"}, {"email": "no address"}, {"userId": "c0-p0"}, 7]
    response = await ask(home, buyers=named, size=2)
    results = response.json()["results"]
    assert response.json()["next"] is None
    assert [one.get("error", {}).get("code") for one in results] == [
        *(None, "INVALID_VALUE", "REPEATED_BUYER", "INVALID_VALUE")
    ]
    assert results[0]["buyer"]["userId"] == "c0-p0"
    assert sorted(results[0]) == ["buyer", "chanceAnyTaken", "decisionId", "exhausted", "steps"]
    assert [one["buyer"] for one in (results[1], results[3])] == [{"email": "no address"}, {}]


async def test_a_segment_is_streamed_a_line_a_buyer(home: House) -> None:
    told = lines(await ask(home, accept=LINES, segment={"accounts": ["c0"]}, size=1, distinct=True))
    *each, end = told
    assert end == {"end": {"buyers": 3, "next": None}}
    assert sorted(one["buyer"]["userId"] for one in each) == [["c0-p0"], ["c0-p1"], ["c0-p2"]]
    assert len({step["offer"]["id"] for one in each for step in one["steps"]}) == 3


async def test_a_segment_is_answered_a_page_at_a_time(home: House) -> None:
    asked = {"segment": {}, "size": 1, "decisionKey": f"k-{uuid4().hex}"}
    seen, after = list[str](), None
    while True:
        page = (await ask(home, first=4, after=after, **asked)).json()
        seen += [one["decisionId"] for one in page["results"]]
        after = page["next"]
        if after is None:
            break
    streamed = lines(await ask(home, accept=LINES, **asked))[:-1]
    assert seen == [one["decisionId"] for one in streamed]
    assert len(seen) == 6


async def test_a_list_is_streamed_as_well(home: House) -> None:
    told = lines(await ask(home, accept=LINES, buyers=[{"anonymousId": "new"}]))
    assert [one["buyer"] for one in told[:-1]] == [{"anonymousId": "new"}]
    assert told[-1] == {"end": {"buyers": 1, "next": None}}


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"buyers": []},
        {"buyers": [{"userId": f"u-{number}"} for number in range(501)]},
        {"buyers": [{"userId": "u"}], "segment": {}},
        {"buyers": [{"userId": "u"}], "after": "x"},
        {"segment": {}, "after": "x"},
        {"segment": {}, "first": 501},
        {"segment": {"presence": ["asleep"]}},
        {"segment": {"jobs": [{"job": "validation", "statuses": []}]}},
        {"segment": {"seenSince": "2026-03-01T09:30:00"}},
        {"segment": {"seen_since": "2026-03-01T09:30:00Z", "what": 1}},
        {"buyers": [{"userId": "u"}], "distinct": "yes"},
        {"buyers": [{"userId": "u"}], "size": 0},
    ],
)
@pytest.mark.parametrize("accept", ["application/json", LINES])
async def test_what_cannot_be_meant_is_refused_as_a_whole(
    home: House, wrong: dict[str, Any], accept: str
) -> None:
    before = await home.count("decision")
    response = await ask(home, accept=accept, **wrong)
    assert (response.status_code, response.json()["code"]) == (400, "INVALID_VALUE")
    assert await home.count("decision") == before


async def test_a_cursor_of_another_segment_is_refused_ahead_of_the_first_line(home: House) -> None:
    page = await ask(home, segment={"accounts": ["c0"]}, first=1)
    response = await ask(home, accept=LINES, segment={}, after=page.json()["next"])
    assert (response.status_code, response.json()["code"]) == (400, "INVALID_VALUE")


async def test_five_hundred_are_answered_at_once(home: House) -> None:
    named = [{"anonymousId": f"{'a' * 100}-{number}"} for number in range(500)]
    response = await ask(home, buyers=named, size=1)
    assert [one["buyer"] for one in response.json()["results"]] == named


async def test_a_publishable_key_asks_for_one_at_a_time(home: House) -> None:
    before = await home.count("decision")
    response = await ask(home, key=home.publishable, buyers=[{"anonymousId": "a"}])
    assert (response.status_code, response.json()["code"]) == (403, "FORBIDDEN")
    assert await home.count("decision") == before


async def test_a_page_takes_the_same_statements_for_one_and_for_many(home: House) -> None:
    async def statements(number: int) -> int:
        home.statements.clear()
        await ask(home, buyers=[{"userId": f"s-{number}-{one}"} for one in range(number)])
        return len(home.statements)

    await statements(1)
    assert await statements(1) == await statements(50)


class Wire:
    """What a server and a client do to an answer."""

    def __init__(self, *, gone_after: int | None = None) -> None:
        self.parts: list[Message] = []
        self._gone, self._after = asyncio.Event(), gone_after

    async def receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.parts.append(message)
        if len(self.parts) == self._after:
            self._gone.set()

    async def answer(self, response: JsonLines) -> list[bytes]:
        await response({"type": "http"}, self.receive, self.send)
        return [part.get("body", b"") for part in self.parts]


async def test_a_client_that_goes_away_ends_the_work() -> None:
    ended = asyncio.Event()

    async def endless(write: Write) -> None:
        try:
            while True:
                await write(b"{}\n")
                await asyncio.sleep(0)
        finally:
            ended.set()

    wire = Wire(gone_after=5)
    await wire.answer(JsonLines(endless))
    assert ended.is_set()
    assert all(part.get("more_body", True) for part in wire.parts)


async def test_a_failure_on_the_way_is_the_last_line() -> None:
    async def lost(write: Write) -> None:
        await write(b"{}\n")
        raise Unavailable

    parts = await Wire().answer(JsonLines(lost))
    assert orjson.loads(parts[2])["end"]["code"] == "RETRY"
    assert parts[-1] == b""


async def test_a_failure_ahead_of_the_first_line_is_an_answer_of_its_own() -> None:
    async def lost(_: Write) -> None:
        raise Unavailable

    wire = Wire()
    with pytest.raises(CairnError):
        await wire.answer(JsonLines(lost))
    assert wire.parts == []

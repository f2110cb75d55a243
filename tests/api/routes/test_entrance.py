"""The entrance, around an app that does as it is told."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router

from api.keys import ApiKey, KeyKind
from api.routes.admission import Admission
from api.routes.entrance import Entrance, Lane
from api.routes.reception import Reception

KEY = {"x-api-key": ApiKey.of(KeyKind.SECRET, bytes(32)).text}


class Stage:
    """One request after another can be held until it is let go."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.begun = asyncio.Semaphore(0)

    async def hold(self, _: Request) -> Response:
        self.begun.release()
        await self.go.wait()
        return PlainTextResponse("done")

    async def fail(self, _: Request) -> Response:
        raise RuntimeError("password in the text")

    async def echo(self, request: Request) -> Response:
        return PlainTextResponse(await request.body())

    def client(
        self, in_flight: int, *, waiting: int = 2, seconds: float = 1.0, key_in_body: bool = False
    ) -> httpx.AsyncClient:
        routes = [
            Route("/hold", self.hold),
            Route("/fail", self.fail),
            Route("/echo", self.echo, methods=["POST"]),
            Route("/healthz", lambda _: PlainTextResponse("ok")),
        ]
        admission = Admission(in_flight, waiting, seconds)
        lane = Lane(Reception(10, 5.0, 11), admission, key_in_body)
        app = Entrance(Router(routes), lambda: "made", lambda _: lane)
        return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://cairn.test")


async def test_a_failure_is_told_by_code_alone() -> None:
    async with Stage().client(2) as client:
        response = await client.get("/fail")
    assert (response.status_code, response.headers["x-request-id"]) == (500, "made")
    assert response.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "code": "INTERNAL",
        "message": "Something went wrong on our side.",
        "requestId": "made",
    }


async def test_a_failure_gives_its_slot_back() -> None:
    async with Stage().client(1) as client:
        statuses = [(await client.get("/fail")).status_code for _ in range(5)]
    assert statuses == [500] * 5


async def test_what_is_too_much_is_sent_away_at_once_and_health_is_not() -> None:
    stage = Stage()
    async with stage.client(1, waiting=0) as client, asyncio.TaskGroup() as group:
        first = group.create_task(client.get("/hold"))
        await stage.begun.acquire()
        late = await client.get("/hold")
        health = await client.get("/healthz")
        stage.go.set()
    assert (late.status_code, late.json()["code"]) == (503, "OVERLOADED")
    assert late.headers["retry-after"] == "1"
    assert (health.status_code, first.result().status_code) == (200, 200)


async def test_nobody_waits_for_ever() -> None:
    stage = Stage()
    async with stage.client(1, seconds=0.01) as client, asyncio.TaskGroup() as group:
        group.create_task(client.get("/hold"))
        await stage.begun.acquire()
        late = await client.get("/hold")
        stage.go.set()
    assert (late.status_code, late.json()["code"]) == (503, "OVERLOADED")


async def test_a_short_wait_is_granted() -> None:
    stage = Stage()
    async with stage.client(1) as client, asyncio.TaskGroup() as group:
        tasks = [group.create_task(client.get("/hold")) for _ in range(3)]
        await stage.begun.acquire()
        stage.go.set()
    assert [task.result().status_code for task in tasks] == [200, 200, 200]


async def test_a_body_on_its_way_holds_no_slot() -> None:
    stage, upload = Stage(), Upload(b"slow")
    async with stage.client(1, waiting=0) as client, asyncio.TaskGroup() as group:
        slow = group.create_task(client.post("/echo", content=upload.parts(), headers=KEY))
        await upload.begun.wait()
        quick = await client.post("/echo", content=b"quick", headers=KEY)
        upload.go.set()
    assert (quick.text, slow.result().text) == ("quick", "slow")


async def test_what_bodies_hold_together_is_bounded() -> None:
    stage, upload = Stage(), Upload(b"8 bytes.")
    async with stage.client(1) as client, asyncio.TaskGroup() as group:
        slow = group.create_task(client.post("/echo", content=upload.parts(), headers=KEY))
        await upload.begun.wait()
        over = await client.post("/echo", content=b"8 more..", headers=KEY)
        fits = await client.post("/echo", content=b"7 more.", headers=KEY)
        upload.go.set()
    assert (over.status_code, over.json()["code"]) == (503, "OVERLOADED")
    assert (fits.text, slow.result().text) == ("7 more.", "8 bytes.")


@pytest.mark.parametrize(
    ("headers", "key_in_body", "read"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"authorization": "Bearer x"}, False, False),
        ({"authorization": "Bearer x"}, True, False),
        (KEY, False, True),
    ],
)
async def test_no_body_is_read_where_the_headers_say_that_it_will_be_refused(
    headers: dict[str, str], *, key_in_body: bool, read: bool
) -> None:
    upload = Upload(b"body")
    upload.go.set()
    async with Stage().client(1, key_in_body=key_in_body) as client:
        await client.post("/echo", content=upload.parts(), headers=headers)
    assert upload.begun.is_set() is read


class Upload:
    """Its first half is sent at once, the other when it may go."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.begun = asyncio.Event()
        self.go = asyncio.Event()

    async def parts(self) -> AsyncIterator[bytes]:
        half = len(self._content) // 2
        yield self._content[:half]
        self.begun.set()
        await self.go.wait()
        yield self._content[half:]

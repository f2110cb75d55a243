"""The outermost layer, around an app that does as it is told."""

import asyncio

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router

from api.routes.entrance import Entrance


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

    def client(self, in_flight: int) -> httpx.AsyncClient:
        routes = [
            Route("/hold", self.hold),
            Route("/fail", self.fail),
            Route("/healthz", lambda _: PlainTextResponse("ok")),
        ]
        app = Entrance(Router(routes), lambda: "made", in_flight)
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
    async with stage.client(1) as client, asyncio.TaskGroup() as group:
        first = group.create_task(client.get("/hold"))
        await stage.begun.acquire()
        late = await client.get("/hold")
        health = await client.get("/healthz")
        stage.go.set()
    assert (late.status_code, late.json()["code"]) == (503, "OVERLOADED")
    assert late.headers["retry-after"] == "1"
    assert (health.status_code, first.result().status_code) == (200, 200)


async def test_a_short_wait_is_granted() -> None:
    stage = Stage()
    async with stage.client(1) as client, asyncio.TaskGroup() as group:
        tasks = [group.create_task(client.get("/hold")) for _ in range(3)]
        await stage.begun.acquire()
        stage.go.set()
    assert [task.result().status_code for task in tasks] == [200, 200, 200]

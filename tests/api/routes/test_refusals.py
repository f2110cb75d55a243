"""What the app refuses as a whole, and how that reaches who asked."""

import asyncio
from collections.abc import AsyncIterator

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.app import create_app
from api.settings import Settings
from api.store.database import Database
from tests.api.house import house
from tests.conftest import Urls

SLOW = 40
JSON = {"content-type": "application/json"}


async def test_slow_uploads_keep_nobody_out(urls: Urls, database: Database) -> None:
    begun, go = asyncio.Semaphore(0), asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b"{"
        begun.release()
        await go.wait()

    async with house(urls.app, database) as home, asyncio.TaskGroup() as group:
        uploads = [
            group.create_task(home.client.post(path, content=slowly(), headers=headers | JSON))
            for path, headers in (("/v1/batch", {}), ("/v1/next-steps", home.bearer))
            for _ in range(SLOW)
        ]
        for _ in uploads:
            await begun.acquire()
        answers = [
            await home.client.post(
                "/v1/next-steps", json={"anonymousId": "quick"}, headers=home.bearer
            )
            for _ in range(5)
        ]
        go.set()
    assert [answer.status_code for answer in answers] == [200] * 5
    assert {upload.result().status_code for upload in uploads} == {400}


async def test_a_script_of_another_site_can_read_every_refusal() -> None:
    async def fail(_: Request) -> Response:
        raise RuntimeError

    app = create_app(Settings(DATABASE_URL="postgresql://nowhere"))  # type: ignore[call-arg]  # an alias
    app.router.routes.append(Route("/fail", fail))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://cairn.test") as client:
        response = await client.get("/fail", headers={"origin": "https://www.example.com"})
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (500, "*")
    exposed = response.headers["access-control-expose-headers"].split(", ")
    assert {"retry-after", "x-request-id"} <= set(exposed)

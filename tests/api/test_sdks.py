"""The vendors' own Python SDKs against a running server, over HTTP."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr
from rudderstack.analytics.client import Client as Rudder
from segment.analytics.client import Client as Segment
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.app import create_app
from api.keys import KeyKind
from api.settings import Settings
from api.store import api_keys
from api.store.database import Database
from tests.api.sdk_server import serving
from tests.api.store.test_ingest import assert_journeys_are_folds, rows
from tests.conftest import START, Urls

EVENTS = 250


class Forgetful:
    """Does its work, and then answers the first few requests that it could not."""

    def __init__(self, app: ASGIApp, lost: int) -> None:
        self._app = app
        self.lost = lost

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self.lost == 0:
            await self._app(scope, receive, send)
            return
        self.lost -= 1

        async def unsure(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["status"] = 503
            await send(message)

        await self._app(scope, receive, unsure)


def segment(key: str, host: str, errors: list[object]) -> Segment:
    def note(error: object, _: object) -> None:
        errors.append(error)

    return Segment(key, host=host, on_error=note, gzip=True)


def rudder(key: str, host: str, errors: list[object]) -> Rudder:
    def note(error: object, _: object) -> None:
        errors.append(error)

    return Rudder(key, host=host, on_error=note)


def report(make: Callable[..., Any], key: str, host: str) -> list[object]:
    """A visitor's day, and what the SDK complained of."""
    errors: list[object] = []
    client = make(key, host, errors)
    client.identify("u1", {"email": "ada@example.com", "jobTitle": "CFO"})
    client.group("u1", "acme", {"name": "Acme"})
    client.alias("anon-1", "u1")
    client.page(anonymous_id="anon-1", name="Pricing", properties={"url": "https://e.org/p"})
    client.screen("u1", name="Home")
    for number in range(EVENTS - 5):
        client.track(f"u{number % 9}", "Whitepaper Downloaded", {"value": 1.5})
    client.flush()
    client.join()
    return errors


@pytest.mark.parametrize("make", [segment, rudder])
@pytest.mark.parametrize("lost", [0, 2])
async def test_every_event_of_an_sdk_is_stored_once(
    database: Database,
    urls: Urls,
    workspace: UUID,
    make: Callable[..., Any],
    lost: int,
) -> None:
    """Also where the first answers are lost and the SDK repeats what was stored already."""
    settings = Settings(
        DATABASE_URL=urls.app,  # type: ignore[call-arg]  # an alias
        key_pepper=SecretStr("a pepper"),
    )
    key = await api_keys.issue(
        database, workspace, KeyKind.PUBLISHABLE, name="sdk", pepper=settings.pepper(), at=START
    )
    server = Forgetful(create_app(settings), lost)
    with serving(server) as host:
        errors = await asyncio.to_thread(report, make, key.text, host)
    assert (errors, server.lost) == ([], 0)
    kinds = await rows(database, workspace, "SELECT kind FROM interaction")
    assert Counter(kind for (kind,) in kinds) == {
        "stated": 3,
        "viewed": 2,
        "completed": EVENTS - 5,
    }
    assert await rows(database, workspace, "SELECT count(*) FROM dead_letter") == [(0,)]
    await assert_journeys_are_folds(database, workspace)

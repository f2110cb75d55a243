"""``/mcp`` as an assistant meets it: the protocol's own client over HTTP, to a running server."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from pydantic import SecretStr

from api.app import create_app
from api.settings import Settings
from api.store.database import Database
from tests.api.house import PEPPER, furnish
from tests.api.sdk_server import serving
from tests.conftest import Urls

BUYER = {"userId": "u-mcp"}


def settings(urls: Urls, **more: Any) -> Settings:
    return Settings(
        DATABASE_URL=urls.app, key_pepper=SecretStr(PEPPER.decode()), pool_size=2, **more
    )


@pytest.fixture(scope="module")
def address(urls: Urls) -> Iterator[str]:
    with serving(create_app(settings(urls))) as found:
        yield found


@pytest.fixture(scope="module")
async def keys(database: Database) -> tuple[str, str]:
    _, secret, publishable = await furnish(database)
    return secret, publishable


@asynccontextmanager
async def assistant(address: str, key: str, mode: Any = "auto") -> AsyncIterator[Client]:
    headers = {"authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
        transport = streamable_http_client(f"{address}/mcp", http_client=http)
        async with Client(transport, mode=mode) as client:
            yield client


async def test_the_tools_say_what_they_take_and_which_of_them_only_read(
    address: str, keys: tuple[str, str]
) -> None:
    async with assistant(address, keys[0]) as client:
        tools = (await client.list_tools()).tools
    hints = {tool.name: tool.annotations and tool.annotations.read_only_hint for tool in tools}
    assert hints == {
        "talking_points": True,
        "next_steps": True,
        "explore": True,
        "record_interaction": False,
    }
    assert tools[0].input_schema["required"] == ["for"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_an_assistant_reports_a_talk_and_asks_what_to_say(
    address: str, keys: tuple[str, str], mode: str
) -> None:
    async with assistant(address, keys[0], mode) as client:
        act = {"kind": "met", "at": "2026-01-05T10:00:00Z", "channel": "sales"}
        taken = await client.call_tool(
            "record_interaction", {"messageId": f"talk-{mode}", "buyer": BUYER, **act}
        )
        points = await client.call_tool("talking_points", {"for": {"buyer": BUYER}})
        found = await client.call_tool("explore", {"search": "audits"})
    assert taken.structured_content["results"][0]["verdict"] == "ACCEPTED"
    told = points.structured_content
    assert (points.is_error, told["know"]["empty"]) == (False, None)
    assert told["know"]["points"][0]["evidence"]
    assert found.is_error is False


async def test_a_failure_is_told_with_its_code(address: str, keys: tuple[str, str]) -> None:
    async with assistant(address, keys[0]) as client:
        for name, given, code in (
            ("talking_points", {"for": {"account": "nobody"}}, "NOT_FOUND"),
            ("talking_points", {}, "BAD_USER_INPUT"),
            ("unheard_of", {}, "DOCUMENT_NOT_FOUND"),
        ):
            answer = await client.call_tool(name, given)
            assert (answer.is_error, answer.structured_content["code"]) == (True, code)


async def test_a_publishable_key_gets_no_talking_points(
    address: str, keys: tuple[str, str]
) -> None:
    async with assistant(address, keys[1]) as client:
        answer = await client.call_tool("talking_points", {"for": {"buyer": {"anonymousId": "a"}}})
    assert (answer.is_error, answer.structured_content["code"]) == (True, "FORBIDDEN")


async def test_an_assistant_pays_as_others_do(urls: Urls, keys: tuple[str, str]) -> None:
    """Of the least quota there is, some hundred looks around are all."""
    with serving(create_app(settings(urls, rate=10_000))) as found:
        async with assistant(found, keys[0]) as client:
            for _ in range(1_000):
                answer = await client.call_tool("explore", {"first": 100})
                if answer.is_error:
                    break
    assert answer.structured_content["code"] == "RATE_LIMITED"


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 401, "UNAUTHORIZED"),
        ({"authorization": "Bearer cairn_sk_live_none"}, 401, "UNKNOWN_KEY"),
        ({"host": "elsewhere.example"}, 421, "WRONG_HOST"),
    ],
)
async def test_whoever_may_not_come_in_is_told_why(
    address: str, headers: dict[str, str], status: int, code: str
) -> None:
    async with httpx.AsyncClient() as http:
        response = await http.post(f"{address}/mcp", json={}, headers=headers)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_without_the_extra_the_door_is_there_and_leads_nowhere() -> None:
    """The server starts, and ``/mcp`` is NOT_INSTALLED."""
    script = """
import asyncio, sys
sys.modules["mcp"] = None
import api.app
from api.errors import NotInstalled
from api.routes.mcp import Mcp
async def ask():
    mcp = Mcp(None, None, None, None, None, frozenset())
    await mcp.run()
    await mcp({"type": "http", "headers": []}, None, None)
try:
    asyncio.run(ask())
except NotInstalled as error:
    print(error.status, error.code)
"""
    command = [sys.executable, "-c", script]
    told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # ours
    assert told.stdout == "501 NOT_INSTALLED\n"

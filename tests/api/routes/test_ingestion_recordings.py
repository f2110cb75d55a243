"""Every request that the public SDKs were recorded with, sent again as it was."""

import base64
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.ingestion.body import unpack
from api.store.database import Database
from tests.api.routes.collector import LIMIT, collector

FOLDER = Path(__file__).parents[3] / "../shared/recordings"
FILES = sorted(FOLDER.glob("*.jsonl"))
HEADERS = ("authorization", "content-type", "content-encoding", "anonymousid", "sentat", "origin")
UPKEEP = {"$pageleave"}

pytestmark = pytest.mark.skipif(not FILES, reason="the recorded requests are not at hand")


def requests(file: Path) -> Iterator[dict[str, Any]]:
    with file.open() as lines:
        yield from map(json.loads, lines)


def content(request: dict[str, Any]) -> bytes:
    if "body_base64" in request:
        return base64.b64decode(request["body_base64"])
    return request.get("body", "").encode()


async def send(client: httpx.AsyncClient, request: dict[str, Any]) -> httpx.Response:
    query = f"?{request['query']}" if request.get("query") else ""
    return await client.request(
        request["method"],
        request["path"] + query,
        headers=request["headers"],
        content=content(request),
    )


def messages(file: Path) -> Counter[tuple[str, str]]:
    """Each event of a run once, by id and time: retries repeat them."""
    found: set[tuple[str, str]] = set()
    for request in requests(file):
        if request["method"] != "POST" or "flags" in request["path"]:
            continue
        body = json.loads(unpack(content(request), LIMIT))
        for item in body.get("batch", [body]):
            if item.get("event") not in UPKEEP:
                at = item.get("originalTimestamp") or item.get("timestamp")
                found.add((item.get("messageId") or item["uuid"], at))
    return Counter(found)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_each_event_is_stored_once_however_often_it_is_sent(
    database: Database, workspace: UUID, file: Path
) -> None:
    expected = messages(file).total()
    async with collector(database, workspace) as client:
        accepted = 0
        for turn in range(2):
            for request in requests(file):
                answered = await send(client, request)
                assert answered.status_code == 200, (file.stem, turn, answered.text)
                if request["method"] == "POST" and "flags" not in request["path"]:
                    told = answered.json()
                    assert told["success"] is True
                    assert told["rejections"] == []
                    accepted += told["events"]["accepted"]
            assert accepted == expected
    async with database.read(workspace) as reader:
        assert await reader.fetchval("SELECT count(*) FROM interaction") == expected
        assert await reader.fetchval("SELECT count(*) FROM dead_letter") == 0

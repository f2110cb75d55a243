"""The endpoints that analytics SDKs send events to, under the paths that they know."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

import orjson
from fastapi import APIRouter, Request, Response
from starlette.requests import ClientDisconnect

from api.errors import MalformedBody, SlowBody
from api.ingestion.body import BATCH_LIMIT, EVENT_LIMIT, collect, unpack
from api.ingestion.credentials import key_of
from api.ingestion.document import parse
from api.ingestion.posthog import read_posthog
from api.ingestion.segment import Envelope, read_batch, read_one
from api.ingestion.timestamp import sent_at
from api.store.arrivals import Event, Receipt, Verdict
from recommender import Instant

BATCHES = ("/v1/batch", "/v1/b", "/v1/import", "/beacon/v1/batch")
SINGLE = {
    "identify": ("/v1/identify", "/v1/i"),
    "track": ("/v1/track", "/v1/t"),
    "page": ("/v1/page", "/v1/p"),
    "screen": ("/v1/screen", "/v1/s"),
    "group": ("/v1/group", "/v1/g"),
    "alias": ("/v1/alias", "/v1/a", "/v1/merge"),
}
POSTHOG = ("/batch/", "/e/")
BODY_SECONDS = 5.0

Read = Callable[[object, Envelope], list[Event]]


class Caller(Protocol):
    """Whom a key stands for."""

    @property
    def workspace(self) -> UUID: ...


class Doorkeeper(Protocol):
    async def access(self, key: str | None, now: Instant, /) -> Caller:
        """Raises Unauthorized, UnknownKey or RevokedKey."""


class Records(Protocol):
    async def record(
        self, workspace: UUID, events: Sequence[Event], *, now: Instant, source: str
    ) -> list[Receipt]: ...


def ingestion_router(
    records: Records,
    doorkeeper: Doorkeeper,
    now: Callable[[], Instant],
    *,
    limit: int = BATCH_LIMIT,
) -> APIRouter:
    """What goes wrong is raised as a CairnError, for the app to word."""
    router = APIRouter(tags=["ingestion"])

    async def take(request: Request, read: Read, source: str, kind: str | None) -> Response:
        text = unpack(await _body(request, limit), limit)
        body = parse(text)
        key = key_of(request.headers.get("authorization"), body, request.query_params)
        received = now()
        caller = await doorkeeper.access(key, received)
        sent = sent_at(request.headers.get("sentat"))
        large = len(text) > EVENT_LIMIT
        events = read(body, Envelope(received=received, sent=sent, type=kind, large=large))
        return answer(await records.record(caller.workspace, events, now=received, source=source))

    def serve(paths: Sequence[str], read: Read, source: str, kind: str | None = None) -> None:
        async def endpoint(request: Request) -> Response:
            return await take(request, read, source, kind)

        for path in paths:
            router.post(path, include_in_schema=path == paths[0])(endpoint)

    serve(BATCHES, read_batch, "segment")
    for kind, paths in SINGLE.items():
        serve(paths, read_one, "segment", kind)
    serve(POSTHOG, read_posthog, "posthog")
    return router


async def _body(request: Request, limit: int) -> bytes:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await collect(request.stream(), limit)
    except TimeoutError:
        raise SlowBody from None
    except ClientDisconnect:
        raise MalformedBody from None


def answer(receipts: Sequence[Receipt]) -> Response:
    """200 whatever became of the events: an SDK would repeat a batch for one bad event."""
    rejections = [
        {"index": index, "code": receipt.code, "message": receipt.message}
        for index, receipt in enumerate(receipts)
        if receipt.verdict is Verdict.REJECTED
    ]
    counts = {
        verdict.value: sum(receipt.verdict is verdict for receipt in receipts)
        for verdict in Verdict
    }
    content: dict[str, Any] = {"success": True, "events": counts, "rejections": rejections}
    return Response(orjson.dumps(content), media_type="application/json")

"""The endpoints that analytics SDKs send events to, under the paths that they know."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, Protocol
from uuid import UUID

import orjson
from fastapi import APIRouter, Request, Response

from api.errors import Forbidden
from api.ingestion.body import EVENT_LIMIT, unpack
from api.ingestion.credentials import key_of
from api.ingestion.document import parse
from api.ingestion.posthog import read_posthog
from api.ingestion.segment import Envelope, read_batch, read_one
from api.ingestion.timestamp import sent_at
from api.routes.credentials import Doorkeeper, presented
from api.store.arrivals import Event, Identity, IdentityKind, Receipt, Verdict
from graph.access import Permission, Visitor
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
PATHS = frozenset((*BATCHES, *chain.from_iterable(SINGLE.values()), *POSTHOG))

Read = Callable[[object, Envelope], list[Event]]


class Records(Protocol):
    async def record(
        self, workspace: UUID, events: Sequence[Event], *, now: Instant, source: str
    ) -> list[Receipt]: ...


def ingestion_router(
    records: Records, doorkeeper: Doorkeeper, now: Callable[[], Instant], *, limit: int
) -> APIRouter:
    """No more than ``limit`` bytes are unpacked. What goes wrong is raised as a CairnError."""
    router = APIRouter(tags=["ingestion"])
    turn = asyncio.Lock()

    async def take(request: Request, read: Read, source: str, kind: str | None) -> Response:
        raw = await request.body()
        async with turn:
            await asyncio.sleep(0)  # one body a turn of the loop: those who ask come in between
            text = unpack(raw, limit)
            body = parse(text)
        shown = presented(request, key_of(None, body, request.query_params))
        received = now()
        caller = await doorkeeper.principal(shown, received)
        if Permission.EVENTS_WRITE not in caller.may:
            raise Forbidden
        envelope = Envelope(
            received=received,
            sent=sent_at(request.headers.get("sentat")),
            type=kind,
            large=len(text) > EVENT_LIMIT,
            trusted=caller.vouches,
            signed=_signed(caller.visitor),
        )
        async with turn:
            await asyncio.sleep(0)
            events = read(body, envelope)
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


def _signed(visitor: Visitor | None) -> tuple[Identity, ...]:
    if visitor is None:
        return ()
    named = (IdentityKind.USER_ID, visitor.user_id)
    return (named, (IdentityKind.EMAIL, visitor.email)) if visitor.email else (named,)


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

"""The ingestion endpoints alone, as an app: a real recorder, and a doorkeeper with three keys."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from random import Random
from uuid import UUID

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from api.errors import CairnError, Unauthorized, UnknownKey
from api.keys import MOST, KeyKind
from api.routes import sdk_settings
from api.routes.cors import allow_browsers
from api.routes.ingestion import ingestion_router
from api.services.credentials import Credentials
from api.services.record import recording
from api.store.database import Database
from graph.access import Principal
from recommender import Instant

NOW = Instant(1_795_400_000_000)
"""A day after the recordings."""
LIMIT = 500_000
KEYS = {
    "cairn_pk_test_WRITEKEY": KeyKind.PUBLISHABLE,
    "phc_testkey": KeyKind.PUBLISHABLE,
    "cairn_sk_test_SECRET": KeyKind.SECRET,
}


@dataclass(frozen=True)
class Doorkeeper:
    workspace: UUID

    async def principal(self, shown: Credentials, _: Instant) -> Principal:
        if shown.key is None:
            raise Unauthorized
        if shown.key not in KEYS:
            raise UnknownKey
        kind = KEYS[shown.key]
        return Principal(self.workspace, MOST[kind], vouches=kind is KeyKind.SECRET)


async def told(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, CairnError)
    return JSONResponse({"code": error.code, "message": error.message}, error.status)


@contextlib.asynccontextmanager
async def collector(database: Database, workspace: UUID) -> AsyncIterator[httpx.AsyncClient]:
    async with recording(database, random=Random(1)) as recorder:  # noqa: S311  # only spreads retries
        app = FastAPI()
        app.include_router(
            ingestion_router(recorder, Doorkeeper(workspace), lambda: NOW, limit=LIMIT)
        )
        app.include_router(sdk_settings.router)
        app.add_exception_handler(CairnError, told)
        allow_browsers(app)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://cairn.test") as client:
            yield client

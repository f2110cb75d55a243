"""What a request costs by how it names its document: processor time, in process, without a socket.

The whole app over an embedded database answers one question, the built-in ``nextSteps`` for a buyer
whom nobody has seen, asked in four ways that take turns. A text that was never sent before is made
so by a comment of its own.
"""

import argparse
import asyncio
import shutil
import statistics
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import process_time
from urllib.parse import urlencode

import orjson
from fastapi import FastAPI
from pydantic import SecretStr

from api import clock
from api.app import create_app
from api.embedded import EmbeddedPostgres
from api.keys import KeyKind
from api.settings import Settings
from api.store import api_keys, catalogue_writing, workspaces
from api.store.database import Database
from api.store.migration import migrate
from graph.operations import built_in
from recommender import Catalogue, Job, Offer, Persona, Service

PEPPER = b"pepper"
OFFERS = 50
SIZE = 5
TEXT = built_in()["nextSteps"]
VARIABLES = {"buyer": {"userId": "nobody-yet"}, "size": SIZE}
numbers = count()

Ask = tuple[str, str, bytes, bytes]
"""Method, path, query string, body."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bursts", type=int, default=15)
    parser.add_argument("--requests", type=int, default=100, help="in a burst")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cairn-documents-"))
    folder.chmod(0o755)  # the account that runs PostgreSQL for root must get in
    try:
        with EmbeddedPostgres(folder) as server:
            asyncio.run(_measure(server, given.bursts, given.requests))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _measure(server: EmbeddedPostgres, bursts: int, requests: int) -> None:
    await migrate(server.dsn("cairn_owner"))
    database = await Database.open(server.dsn("cairn_app"), size=1)
    key = await _furnished(database)
    await database.close()
    settings = Settings(DATABASE_URL=server.dsn("cairn_app"), key_pepper=SecretStr(PEPPER.decode()))  # type: ignore[call-arg]  # an alias
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        times: dict[str, list[float]] = {name: [] for name in WAYS}
        for _ in range(bursts):
            for name, ask in WAYS.items():
                times[name].append(await _burst(app, key, ask, requests))
    _print({name: statistics.median(each[1:]) for name, each in times.items()})


async def _furnished(database: Database) -> str:
    """A workspace with a catalogue, and a secret key."""
    at = clock.now()
    workspace = await workspaces.create(database, slug="documents", name="Documents", at=at)
    offers = tuple(
        Offer(f"offer-{n}", f"Offer {n}", "article", serves=(Service("finance", "validation"),))
        for n in range(OFFERS)
    )
    jobs, personas = (Job("validation", "Validation"),), (Persona("finance", "Finance", "finance"),)
    await catalogue_writing.replace(
        database, workspace, Catalogue(offers=offers, jobs=jobs, personas=personas)
    )
    secret = KeyKind.SECRET
    key = await api_keys.issue(database, workspace, secret, name="", pepper=PEPPER, at=at)
    return key.text


def _posted(**body: object) -> Ask:
    return "POST", "/graphql", b"", orjson.dumps({"variables": VARIABLES, **body})


def _flat() -> Ask:
    link = urlencode({"buyer.userId": "nobody-yet", "size": SIZE}).encode()
    return "GET", "/v1/ops/nextSteps", link, b""


WAYS: dict[str, Callable[[], Ask]] = {
    "by id": lambda: _posted(documentId="nextSteps"),
    "by a text sent before": lambda: _posted(query=TEXT),
    "by a text never sent before": lambda: _posted(query=f"{TEXT}# {next(numbers)}"),
    "as a flat call": _flat,
}


async def _burst(app: FastAPI, key: str, ask: Callable[[], Ask], requests: int) -> float:
    """Seconds of processor time a request."""
    asked = [ask() for _ in range(requests)]
    start = process_time()
    for one in asked:
        await _request(app, key, *one)
    return (process_time() - start) / requests


async def _request(
    app: FastAPI, key: str, method: str, path: str, query: bytes, body: bytes
) -> None:
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": [
            (b"authorization", f"Bearer {key}".encode()),
            (b"content-type", b"application/json"),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    sent: list[bytes] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(bytes(message.get("body", b"")))  # type: ignore[arg-type]  # of an answer

    await app(scope, receive, send)  # type: ignore[arg-type]  # messages as plain dicts
    if b'"steps":[{' not in sent[-1]:
        raise ValueError(b"".join(sent))


def _print(medians: dict[str, float]) -> None:
    least = medians["by id"]
    for name, seconds in medians.items():
        print(f"{name:30} {seconds * 1e6:8.0f} us {seconds / least:6.2f}")


if __name__ == "__main__":
    main()

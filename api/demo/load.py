"""The demo workspace, made once: its keys, catalogue, companies and a year of events.

All of it follows from the moment at which the workspace was made, so a start that was interrupted
is gone on with by the next one, on any later day, and what is complete is left alone.
"""

import asyncio
import contextlib
import hmac
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import orjson

from api.demo import buying
from api.demo.accounts import Account, read_accounts
from api.demo.content import catalogue_for
from api.demo.simulation import simulate
from api.errors import RevokedKey, SlugTaken, UnknownKey, UnknownWorkspace
from api.interchange.events import EventFile
from api.keys import ApiKey, KeyKind
from api.services.import_events import Progress, import_events
from api.store import api_keys, catalogue_writing, workspaces
from api.store.database import Database
from api.store.workspaces import Workspace
from recommender import DAY, Instant

SLUG = "demo"
NAME = "Kelderwick (demo)"


@dataclass(frozen=True, slots=True)
class Demo:
    """What there is to show, and the keys that open it."""

    workspace: Workspace
    publishable: ApiKey
    secret: ApiKey
    fresh: bool
    """Whether this start brought it in; False where it was there."""


async def load_demo(
    database: Database,
    *,
    now: Instant,
    pepper: bytes,
    random: Random,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Demo:
    """The demo, complete; a second start finds it as it is.

    Raises:
        Unavailable: The database is away; the next start goes on from here.
    """
    home = await _home(database, now)
    publishable = await _key(database, home, KeyKind.PUBLISHABLE, pepper)
    secret = await _key(database, home, KeyKind.SECRET, pepper)
    accounts = read_accounts()
    there = await buying.is_complete(database, home.id, accounts)
    if not there:
        await _bring_in(database, home, accounts, random, on_progress)
    return Demo(home, publishable, secret, fresh=not there)


async def _home(database: Database, now: Instant) -> Workspace:
    try:
        return await workspaces.find(database, SLUG)
    except UnknownWorkspace:
        with contextlib.suppress(SlugTaken):  # another start made it in between
            await workspaces.create(database, slug=SLUG, name=NAME, at=now)
        return await workspaces.find(database, SLUG)


async def _key(database: Database, home: Workspace, kind: KeyKind, pepper: bytes) -> ApiKey:
    """Made from the installation's own pepper, so that every start can show it again."""
    key = ApiKey.of(kind, hmac.digest(pepper, f"demo {kind} {home.id}".encode(), "sha256"))
    try:
        await api_keys.find(database, key.text, pepper)
    except UnknownKey:
        await api_keys.keep(database, home.id, key, name=SLUG, pepper=pepper, at=home.created_at)
    except RevokedKey:
        pass  # somebody meant it
    return key


async def _bring_in(
    database: Database,
    home: Workspace,
    accounts: tuple[Account, ...],
    random: Random,
    on_progress: Callable[[Progress], None],
) -> None:
    catalogue = catalogue_for(home.created_at)
    await catalogue_writing.replace(database, home.id, catalogue)
    with tempfile.TemporaryDirectory(prefix="cairn-demo-") as folder:
        file = Path(folder) / "year.jsonl"
        year = simulate(catalogue, accounts, home.created_at)
        await asyncio.to_thread(file.write_bytes, b"\n".join(map(orjson.dumps, year)))
        await import_events(
            *(database, home.id, EventFile(file)),
            now=home.created_at,
            random=random,
            on_progress=on_progress,
        )
    end = Instant(home.created_at // DAY * DAY)
    await buying.write(database, home.id, accounts, end)

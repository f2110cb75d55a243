"""`cairn keys`: make, list and revoke the keys that open a workspace."""

from typing import Annotated
from uuid import UUID

import typer

from api import clock
from api.commands.console import (
    AsJson,
    Workspace,
    command,
    err,
    out,
    print_json,
    print_table,
)
from api.commands.workspace import found, found_or_made
from api.errors import NotFound, UnknownKey
from api.keys import KeyKind
from api.settings import Settings
from api.store import api_keys
from api.store.server import open_database
from recommender import Instant, moment_of

app = typer.Typer(help="Make, list and revoke keys.", no_args_is_help=True)


@app.command("create")
@command
async def create(
    workspace: Workspace,
    kind: Annotated[
        KeyKind, typer.Option(help="Publishable for browsers, secret for servers.")
    ] = KeyKind.SECRET,
    name: Annotated[str, typer.Option(help="What the key is for.")] = "",
    make: Annotated[
        bool, typer.Option("--create-workspace", help="Make the workspace if it is not there.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Make a key. It is shown this once and kept only as a digest."""
    settings = Settings()
    async with open_database(settings) as database:
        home = await (found_or_made if make else found)(database, workspace)
        key = await api_keys.issue(
            database, home.id, kind, name=name, pepper=settings.pepper(), at=clock.now()
        )
    if json:
        print_json({"workspace": home.slug, "kind": kind, "key": key.text})
    else:
        out.print(key.text)
        err.print("Keep it now: it is not shown again.")


@app.command("list")
@command
async def list_(workspace: Workspace, json: AsJson = False) -> None:
    """List the keys of a workspace, without the keys themselves."""
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        keys = await api_keys.issued(database, home.id)
    if json:
        print_json([_plain(key) for key in keys])
    else:
        rows = [tuple(_plain(key).values()) for key in keys]
        print_table(("id", "kind", "name", "key", "made", "revoked"), rows)


@app.command("revoke")
@command
async def revoke(key: UUID, workspace: Workspace, json: AsJson = False) -> None:
    """Revoke a key for good, by its id from `cairn keys list`."""
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        try:
            await api_keys.revoke(database, home.id, key, clock.now())
        except NotFound as error:
            raise UnknownKey(f'There is no key {key} in "{home.slug}".') from error
    if json:
        print_json({"revoked": key})
    else:
        out.print(f"Revoked {key}. Servers refuse it within a few seconds.")


def _plain(key: api_keys.StoredKey) -> dict[str, object]:
    return {
        "id": key.id,
        "kind": key.kind,
        "name": key.name,
        "key": f"{key.prefix}…{key.last4}",
        "made": _moment(key.created_at),
        "revoked": _moment(key.revoked_at) if key.revoked_at is not None else "",
    }


def _moment(at: Instant) -> str:
    return moment_of(at).isoformat(timespec="seconds")

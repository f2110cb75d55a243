"""`cairn keys`: make, list, rotate and revoke the keys that open a workspace."""

import contextlib
from collections.abc import Iterator
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
from api.errors import InvalidValue, NotFound, UnknownKey
from api.keys import MOST, ApiKey, KeyKind, signing_secret
from api.services.origins import spelled as origin_spelled
from api.settings import Settings
from api.store import api_keys, signing_secrets
from api.store.api_keys import Grant
from api.store.server import open_database
from graph.access import Permission
from recommender import HOUR, Instant, moment_of

COLUMNS = ("id", "kind", "name", "key", "scopes", "origins", "made", "expires", "revoked")

app = typer.Typer(help="Make, list, rotate and revoke keys.", no_args_is_help=True)


@app.command("create")
@command
async def create(
    workspace: Workspace,
    kind: Annotated[
        KeyKind, typer.Option(help="Publishable for browsers, secret for servers.")
    ] = KeyKind.SECRET,
    name: Annotated[str, typer.Option(help="What the key is for.")] = "",
    scopes: Annotated[
        list[Permission] | None,
        typer.Option("--scope", help="What it may do, repeated; all that its kind may by default."),
    ] = None,
    origins: Annotated[
        list[str] | None,
        typer.Option("--origin", help="A site whose pages may use it, or *.example.com; repeated."),
    ] = None,
    make: Annotated[
        bool, typer.Option("--create-workspace", help="Make the workspace if it is not there.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Make a key. It is shown this once and kept only as a digest."""
    settings = Settings()
    given = Grant(kind, name, _scopes(kind, scopes), tuple(map(origin_spelled, origins or ())))
    async with open_database(settings) as database:
        home = await (found_or_made if make else found)(database, workspace)
        key = await api_keys.grant(
            database, home.id, given, pepper=settings.pepper(), at=clock.now()
        )
    _show(key, {"workspace": home.slug, "kind": kind}, json=json)


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
        rows = [tuple(map(_cell, _plain(key).values())) for key in keys]
        print_table(COLUMNS, rows)


@app.command("rotate")
@command
async def rotate(
    key: UUID,
    workspace: Workspace,
    keep: Annotated[
        float, typer.Option("--keep-old", min=0, help="Hours for which the old key still opens.")
    ] = 24.0,
    json: AsJson = False,
) -> None:
    """Make a new key with the same rights; the old one, named by its id, opens for a while yet."""
    settings = Settings()
    at = clock.now()
    until = Instant(at + round(keep * HOUR))
    async with open_database(settings) as database:
        home = await found(database, workspace)
        with _known(key, home.slug):
            new = await api_keys.rotate(
                database, home.id, key, pepper=settings.pepper(), at=at, until=until
            )
    _show(new, {"workspace": home.slug, "replaces": key, "until": _moment(until)}, json=json)


@app.command("revoke")
@command
async def revoke(key: UUID, workspace: Workspace, json: AsJson = False) -> None:
    """Revoke a key for good, by its id from `cairn keys list`."""
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        with _known(key, home.slug):
            await api_keys.revoke(database, home.id, key, clock.now())
    if json:
        print_json({"revoked": key})
    else:
        out.print(f"Revoked {key}. Servers refuse it within a second.")


@app.command("sign-secret")
@command
async def sign_secret(
    workspace: Workspace,
    keep: Annotated[
        float, typer.Option("--keep-old", min=0, help="Hours for which older ones still hold.")
    ] = 24.0,
    json: AsJson = False,
) -> None:
    """Make a secret that your site signs visitor tokens with. It is shown this once."""
    settings = Settings()
    at = clock.now()
    until = Instant(at + round(keep * HOUR))
    async with open_database(settings) as database:
        home = await found(database, workspace)
        made = await signing_secrets.make(database, home.id, at=at, until=until)
    secret = signing_secret(home.id, made, settings.pepper())
    if json:
        print_json({"workspace": home.slug, "secret": secret})
    else:
        out.print(secret)
        err.print("Keep it now: it is not shown again.")


@contextlib.contextmanager
def _known(key: UUID, slug: str) -> Iterator[None]:
    try:
        yield
    except NotFound as error:
        raise UnknownKey(f'There is no key {key} in "{slug}".') from error


def _scopes(kind: KeyKind, named: list[Permission] | None) -> frozenset[Permission]:
    scopes = frozenset(named) if named else MOST[kind]
    if beyond := scopes - MOST[kind]:
        told = ", ".join(sorted(beyond))
        raise InvalidValue(f"A {kind.value} key may not have the scopes {told}.")
    return scopes


def _show(key: ApiKey, about: dict[str, object], *, json: bool) -> None:
    if json:
        print_json(about | {"key": key.text})
    else:
        out.print(key.text)
        err.print("Keep it now: it is not shown again.")


def _plain(key: api_keys.StoredKey) -> dict[str, object]:
    scopes = key.grant.scopes - {Permission.ANY}
    return {
        "id": key.id,
        "kind": key.grant.kind,
        "name": key.grant.name,
        "key": f"{key.prefix}…{key.last4}",
        "scopes": "all" if scopes == MOST[key.grant.kind] - {Permission.ANY} else sorted(scopes),
        "origins": key.grant.origins,
        "made": _moment(key.created_at),
        "expires": _moment(key.expires_at),
        "revoked": _moment(key.revoked_at),
    }


def _cell(value: object) -> object:
    return ",".join(value) if isinstance(value, list | tuple) else value


def _moment(at: Instant | None) -> str:
    return "" if at is None else moment_of(at).isoformat(timespec="seconds")

"""`cairn documents`: the documents of GraphQL that a workspace trusts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from api import clock
from api.commands.console import (
    AsJson,
    Workspace,
    command,
    err,
    fail,
    out,
    print_json,
    print_table,
)
from api.commands.workspace import found
from api.interchange import manifest
from api.interchange.problem import Problem
from api.services.misfits import misfits
from api.settings import Settings
from api.store import documents
from api.store.documents import Kept
from api.store.server import open_database
from graph.schema import build

STDIN = Path("-")
SEEN = "Servers see it within about a second."

app = typer.Typer(help="Bring in, list and remove trusted documents.", no_args_is_help=True)


@app.command("import")
@command
async def import_(
    file: Annotated[Path, typer.Argument(help="The file; - for stdin.")],
    workspace: Workspace,
    json: AsJson = False,
) -> None:
    """Trust the documents of a file, all or none.

    The file is one JSON object of texts by ids, as graphql-codegen and relay-compiler write it, or
    of texts by names of your own. A known name gets the new text, what is not named stays.
    """
    content = typer.get_binary_stream("stdin").read() if file == STDIN else file.read_bytes()
    entries, problems = manifest.read(content)
    schema = build(introspection=Settings().introspection)
    found_wrong = [*problems, *(p for one in entries for p in misfits(schema, one.name, one.text))]
    if found_wrong:
        _refuse(found_wrong, "stdin" if file == STDIN else str(file), json=json)
    at = clock.now()
    kept = [Kept(one.name, one.sha256, one.text, at) for one in entries]
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        changed = await documents.put(database, home.id, kept)
    if json:
        print_json({"workspace": home.slug, "changed": sorted(changed), "problems": []})
    else:
        out.print(f"{len(kept)} documents, of which {len(changed)} are new or changed. {SEEN}")


@app.command("list")
@command
async def list_(workspace: Workspace, json: AsJson = False) -> None:
    """List the documents that a workspace trusts beside the built-in ones."""
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        kept = await documents.read(database, home.id)
    if json:
        print_json([_plain(one) | {"text": one.text} for one in kept])
    else:
        print_table(("name", "sha256", "imported"), [tuple(_plain(one).values()) for one in kept])


@app.command("remove")
@command
async def remove(
    names: Annotated[list[str], typer.Argument(help="Names or hashes, as listed.")],
    workspace: Workspace,
    json: AsJson = False,
) -> None:
    """Trust documents no longer."""
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        gone = await documents.remove(database, home.id, [*map(manifest.canonical, names)])
    if json:
        print_json({"workspace": home.slug, "removed": sorted(gone)})
    else:
        out.print(f"Removed {len(gone)} documents. {SEEN}")


def _plain(one: Kept) -> dict[str, str]:
    imported = datetime.fromtimestamp(one.created / 1000, UTC).isoformat(timespec="seconds")
    return {"name": one.name, "sha256": one.sha256, "imported": imported}


def _refuse(problems: Sequence[Problem], source: str, *, json: bool) -> NoReturn:
    """Every problem at once, each with its place in its document."""
    if json:
        plain = [{"place": p.field, "code": p.code, "message": p.message} for p in problems]
        print_json({"changed": [], "problems": plain})
    for problem in problems:
        err.print(problem.located(source), markup=False)
    counted = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
    fail("BAD_DOCUMENTS", f"{counted}; nothing was imported.")

"""`cairn export`: the catalogue as a file that imports back to the same, and what was refused."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated
from uuid import UUID

import orjson
import typer

from api.commands.console import Workspace, command, err
from api.commands.workspace import found
from api.interchange.catalogue_dump import dump_jsonl, dump_yaml
from api.settings import Settings
from api.store import catalogue as catalogues
from api.store import dead_letters
from api.store.database import Database
from api.store.dead_letters import DeadLetter
from api.store.server import open_database
from api.store.span import Span

PAGE = 500

Out = Annotated[Path | None, typer.Option("--out", "-o", help="A file; stdout when not given.")]

app = typer.Typer(help="Write what a workspace holds to a file.", no_args_is_help=True)


class Format(StrEnum):
    YAML = "yaml"
    JSONL = "jsonl"


@app.command("catalogue")
@command
async def catalogue(
    workspace: Workspace,
    format: Annotated[Format, typer.Option(help="YAML or JSON Lines.")] = Format.YAML,  # noqa: A002  # the option's name
    path: Out = None,
) -> None:
    """Write the catalogue: jobs, personas, offers and links."""
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        value = await catalogues.read(database, home.id)
    with _sink(path) as write:
        write(dump_yaml(value) if format is Format.YAML else dump_jsonl(value))
    err.print(f"{len(value.offers)} offers, {len(value.links)} links")


@app.command("dead-letters")
@command
async def dead_letter_lines(workspace: Workspace, path: Out = None) -> None:
    """Write the events that were refused, newest first, each with its code, as JSON Lines."""
    count, left = 0, Span(PAGE)
    with _sink(path) as write:
        async with open_database(Settings()) as database:
            home = await found(database, workspace)
            while page := await _page(database, home.id, left):
                write("".join(map(_line, page)))
                count += len(page)
                left = replace(left, high=(page[-1].received, page[-1].id))
    err.print(f"{count} refused events")


async def _page(database: Database, workspace: UUID, span: Span) -> list[DeadLetter]:
    """In a transaction of its own: whoever reads what is written may take their time."""
    async with database.read(workspace) as reader:
        return await dead_letters.between(reader, workspace, span)


def _line(letter: DeadLetter) -> str:
    plain = {
        "id": str(letter.id),
        "received": letter.received,
        "code": letter.code,
        "message": letter.message,
        "source": letter.source,
        "event": orjson.Fragment(letter.event),
    }
    return orjson.dumps(plain).decode() + "\n"


@contextlib.contextmanager
def _sink(path: Path | None) -> Iterator[Callable[[str], object]]:
    if path is None:
        yield partial(typer.echo, nl=False)
    else:
        with path.open("w", encoding="utf-8") as file:
            yield file.write

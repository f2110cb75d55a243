"""`cairn export`: the catalogue as a file that imports back to the same, and what was refused."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
import typer

from api.commands.console import Workspace, command, err
from api.commands.workspace import found
from api.interchange.catalogue_dump import dump_jsonl, dump_yaml
from api.settings import Settings
from api.store import catalogue as catalogues
from api.store import dead_letters
from api.store.dead_letters import DeadLetter
from api.store.server import open_database

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
    _write(dump_yaml(value) if format is Format.YAML else dump_jsonl(value), path)
    err.print(f"{len(value.offers)} offers, {len(value.links)} links")


@app.command("dead-letters")
@command
async def dead_letter_lines(workspace: Workspace, path: Out = None) -> None:
    """Write the events that were refused, newest first, each with its code, as JSON Lines."""
    lines: list[str] = []
    after = None
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        async with database.read(home.id) as reader:
            while page := await dead_letters.latest(reader, home.id, first=PAGE, after=after):
                lines += [_line(letter) for letter in page]
                after = page[-1].received, page[-1].id
    _write("".join(lines), path)
    err.print(f"{len(lines)} refused events")


def _line(letter: DeadLetter) -> str:
    plain = {
        "id": letter.id,
        "received": letter.received,
        "code": letter.code,
        "message": letter.message,
        "source": letter.source,
        "event": orjson.Fragment(letter.event),
    }
    return orjson.dumps(plain).decode() + "\n"


def _write(text: str, path: Path | None) -> None:
    if path is None:
        typer.echo(text, nl=False)
    else:
        path.write_text(text, encoding="utf-8")

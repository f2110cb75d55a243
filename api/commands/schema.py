from pathlib import Path
from typing import Annotated

import typer

from api.commands.console import fail
from graph.schema import build, sdl


def schema(
    check: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            readable=True,
            help="Compare with this file; exit 1 where they differ.",
        ),
    ] = None,
) -> None:
    """Print the GraphQL schema in its definition language."""
    printed = sdl(build())
    if check is None:
        typer.echo(printed, nl=False)
        return
    if check.read_bytes() != printed.encode():
        fail("SCHEMA_DIFFERS", f"{check} is not the schema of this version.")

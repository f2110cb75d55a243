from pathlib import Path
from typing import Annotated

import typer

from graph.schema import build


def schema(
    check: Annotated[
        Path | None, typer.Option(help="Compare with this file; exit 1 where they differ.")
    ] = None,
) -> None:
    """Print the GraphQL schema in its definition language."""
    printed = build().as_str().rstrip() + "\n"
    if check is None:
        typer.echo(printed, nl=False)
        return
    if check.read_text(encoding="utf-8") != printed:
        typer.echo(f"{check} is not the schema of this version", err=True)
        raise typer.Exit(1)

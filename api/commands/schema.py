from pathlib import Path
from typing import Annotated

import typer
from graphql import GraphQLError

from api.commands.console import err, fail
from graph.compatibility import breaks
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
    since: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            readable=True,
            help="A released schema; exit 1 where its clients would break.",
        ),
    ] = None,
) -> None:
    """Print the GraphQL schema in its definition language."""
    printed = sdl(build())
    if since is not None:
        _hold(since.read_text(encoding="utf-8", errors="replace"), printed)
    elif check is None:
        typer.echo(printed, nl=False)
    elif check.read_bytes() != printed.encode():
        fail("SCHEMA_DIFFERS", f"{check} is not the schema of this version.")


def _hold(released: str, printed: str) -> None:
    try:
        found = breaks(released, printed)
    except (GraphQLError, TypeError):
        fail("NO_SCHEMA", "The file holds no schema.")
    for change in found:
        err.print(change, markup=False)
    if found:
        fail("SCHEMA_BREAKS", "Clients of that schema would break.")

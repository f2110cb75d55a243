from pathlib import Path
from random import Random
from typing import Annotated

import typer

from api import clock
from api.commands.console import AsJson, Workspace, command, err, out, print_json, progress
from api.commands.workspace import found
from api.errors import InvalidValue
from api.interchange.column_map import ColumnMap
from api.interchange.events import EventFile
from api.services.import_events import import_events
from api.settings import Settings
from api.store.patience import BACKGROUND
from api.store.server import open_database


@command
async def events(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    workspace: Workspace,
    columns: Annotated[
        list[str],
        typer.Option(
            "--column",
            help="For CSV, once a field: FIELD=HEADER, such as anonymousId=visitor.",
        ),
    ] = [],  # noqa: B006  # Typer copies it
    json: AsJson = False,
) -> None:
    """Bring in events from JSON Lines or CSV, in the format that analytics SDKs send.

    An interrupted import goes on where it ended; importing a file again changes nothing. Events
    that cannot be taken are kept with their reason: see `cairn export dead-letters`.
    """
    if not file.is_file():
        raise InvalidValue(f"{file} is no file: events are read twice, so a pipe cannot be taken.")
    source = EventFile(file, ColumnMap.of(columns) if columns else None)
    async with open_database(Settings(), patience=BACKGROUND, size=2) as database:
        home = await found(database, workspace)
        with progress(f"Reading {file.name}", source.size()) as seen:
            done = await import_events(
                *(database, home.id, source),
                now=clock.now(),
                random=Random(),  # noqa: S311  # it spreads retries, it keeps no secret
                on_progress=lambda reached: seen(reached.run.position),
            )
    run = done.run
    counts = {"accepted": run.accepted, "duplicate": run.duplicate, "rejected": run.rejected}
    if json:
        print_json({"workspace": home.slug, **counts})
    else:
        out.print(", ".join(f"{count:,} {name}" for name, count in counts.items()))
    if run.finished is not None:
        err.print("This file was imported before; these are its counts from then.")
    if run.rejected:
        err.print(f"What was rejected: cairn export dead-letters --workspace {home.slug}")

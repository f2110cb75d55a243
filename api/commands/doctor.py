"""`cairn doctor`: is everything as it must be?"""

from typing import Annotated

import typer

from api.commands.console import AsJson, command, out, print_json, progress
from api.commands.workspace import found
from api.services.examine import Examine, Finding
from api.settings import Settings
from api.store import workspaces
from api.store.database import Database
from api.store.server import open_database
from api.store.workspaces import Workspace
from graph.schema import build

SERVER = "server"


@command
async def doctor(
    workspace: Annotated[
        str | None, typer.Option("--workspace", "-w", help="One workspace; all when not given.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Check what must always hold: journeys, decisions, propensities, keys between tables.

    Exits with 1 where something does not. Every journey is folded again from the log.
    """
    settings = Settings()
    async with open_database(settings) as database:
        examine = Examine(database, build(introspection=settings.introspection))
        report = {SERVER: [*await examine.server()]}
        for home in await _asked(database, workspace):
            report[home.slug] = await _examined(examine, home)
    if json:
        print_json({name: [_plain(f) for f in findings] for name, findings in report.items()})
    else:
        _print(report)
    if not all(finding.sound for findings in report.values() for finding in findings):
        raise typer.Exit(1)


async def _asked(database: Database, slug: str | None) -> tuple[Workspace, ...]:
    return await workspaces.everyone(database) if slug is None else (await found(database, slug),)


async def _examined(examine: Examine, home: Workspace) -> list[Finding]:
    with progress(f"Folding the journeys of {home.slug}", total=None) as seen:
        return [finding async for finding in examine.workspace(home.id, seen)]


def _plain(finding: Finding) -> dict[str, object]:
    return {"invariant": finding.invariant, "sound": finding.sound, "detail": finding.detail}


def _print(report: dict[str, list[Finding]]) -> None:
    for name, findings in report.items():
        out.print(name, style="bold")
        for finding in findings:
            mark = "[green]ok  [/]" if finding.sound else "[red]FAIL[/]"
            out.print(f"  {mark} {finding.invariant} [dim]({finding.detail})[/]")

"""`cairn import`: a catalogue or events from a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from api.commands.console import AsJson, Workspace, command, err, fail, out, print_json
from api.commands.import_events import events
from api.commands.workspace import found, found_or_made
from api.interchange.catalogue import parse
from api.interchange.problem import Problem
from api.settings import Settings
from api.store import catalogue as catalogues
from api.store import catalogue_writing
from api.store.catalogue_change import difference
from api.store.server import open_database

STDIN = Path("-")

app = typer.Typer(help="Bring a catalogue or events into a workspace.", no_args_is_help=True)
app.command("events")(events)


@app.command("catalogue")
@command
async def catalogue(
    file: Annotated[Path, typer.Argument(help="The file; - for stdin.")],
    workspace: Workspace,
    make: Annotated[
        bool, typer.Option("--create-workspace", help="Make the workspace if it is not there.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Bring in a catalogue from YAML or JSON Lines, whole or not at all.

    Entries are known by their keys: what is there is replaced, what the file does not name stays.
    The format is described in docs/catalogue-format.md.
    """
    content = typer.get_binary_stream("stdin").read() if file == STDIN else file.read_bytes()
    async with open_database(Settings()) as database:
        home = await (found_or_made if make else found)(database, workspace)
        present = await catalogues.read(database, home.id)
        parsed = parse(content, present)
        if parsed.value is None:
            _refuse(parsed.problems, "stdin" if file == STDIN else str(file), json=json)
        change = difference(present, parsed.value.onto(present))
        await catalogue_writing.apply(database, home.id, change, onto=present.version)
    counts = {
        "offers": len(change.offers),
        "links": len(change.links),
        "personas": len(change.personas),
        "jobs": len(change.jobs),
    }
    if json:
        print_json({"workspace": home.slug, "changed": counts, "problems": []})
    elif any(counts.values()):
        out.print("Changed " + ", ".join(f"{n} {name}" for name, n in counts.items() if n) + ".")
    else:
        out.print("Nothing has changed.")


def _refuse(problems: Sequence[Problem], source: str, *, json: bool) -> NoReturn:
    """Every problem at once, as compilers tell them, so that one reading repairs the file."""
    if json:
        plain = [
            {"line": p.line, "field": p.field, "code": p.code, "message": p.message}
            for p in problems
        ]
        print_json({"changed": {}, "problems": plain})
    for problem in problems:
        err.print(problem.located(source), markup=False)
    counted = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
    fail("BAD_CATALOGUE", f"{counted}; nothing was imported.")

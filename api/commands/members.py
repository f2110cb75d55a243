"""`cairn members`: which users may do what in a workspace."""

from typing import Annotated

import typer

from api import clock
from api.commands.console import AsJson, Workspace, command, out, print_json, print_table
from api.commands.workspace import found
from api.errors import UnknownMember
from api.roles import Role
from api.settings import Settings
from api.store import memberships
from api.store.server import open_database
from graph.questions import text
from recommender import moment_of

Subject = Annotated[str, typer.Argument(help="The issuer's id of the user: the sub of tokens.")]

app = typer.Typer(help="Add, list and remove users.", no_args_is_help=True)


@app.command("add")
@command
async def add(
    subject: Subject,
    workspace: Workspace,
    role: Annotated[Role, typer.Option(help="What the user is.")] = Role.VIEWER,
    json: AsJson = False,
) -> None:
    """Let a user in, or give one who is there another role."""
    named = text("subject", subject)
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        await memberships.put(database, home.id, named, role, at=clock.now())
    if json:
        print_json({"workspace": home.slug, "subject": named, "role": role})
    else:
        out.print(f"{named} is {role.value} of {home.slug}.", markup=False)


@app.command("list")
@command
async def list_(workspace: Workspace, json: AsJson = False) -> None:
    """List the users of a workspace."""
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        members = await memberships.listed(database, home.id)
    rows = [(one.subject, one.role.value, moment_of(one.since).isoformat()) for one in members]
    columns = ("subject", "role", "since")
    if json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(columns, rows)


@app.command("remove")
@command
async def remove(subject: Subject, workspace: Workspace, json: AsJson = False) -> None:
    """Let a user in no more."""
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        if not await memberships.remove(database, home.id, subject):
            raise UnknownMember(f'There is no user {subject} in "{home.slug}".')
    if json:
        print_json({"workspace": home.slug, "removed": subject})
    else:
        out.print(f"Removed {subject}. Servers refuse them within a second.", markup=False)

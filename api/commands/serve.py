"""`cairn serve`: the API."""

from typing import Annotated

import typer

from api.commands.console import command, err
from api.commands.serving import database_ready, listen, serve_on
from api.settings import Settings


@command
async def serve(
    host: Annotated[str | None, typer.Option(help="Where to listen.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
) -> None:
    """Serve GraphQL, events and next steps over HTTP.

    With no DATABASE_URL an embedded PostgreSQL starts in CAIRN_DATA_DIR, and ends with its last
    user.
    """
    given = {"host": host, "port": port}
    asked = Settings().model_copy(update={k: v for k, v in given.items() if v is not None})

    async def announce(address: str) -> None:
        err.print(f"Cairn answers at {address}")

    with listen(asked) as listening:
        async with database_ready(asked) as (settings, server):
            await serve_on(listening, settings, server, announce)

"""`cairn demo`: everything at once, with a workspace to look at."""

from random import Random

from api import clock
from api.commands.console import command, err, out, progress
from api.commands.serving import database_ready, listen, serve_on
from api.demo.load import Demo, load_demo
from api.settings import Settings
from api.store.database import Database
from api.store.patience import BACKGROUND

BUYER = "rosalind.teague@tallgrass-dairy.example"


@command
async def demo() -> None:
    """Start everything on the embedded database, with the demo workspace.

    PORT and CAIRN_DATA_DIR are honoured. The first start brings in a catalogue, twelve companies
    and a year of events; later ones find them there.
    """
    asked = Settings()
    with listen(asked) as listening:
        async with database_ready(asked) as (settings, server):
            loaded = await _load(settings, server.app)

            async def announce(address: str) -> None:
                _print(loaded, address)

            await serve_on(listening, settings, server, announce)


async def _load(settings: Settings, dsn: str) -> Demo:
    database = await Database.open(dsn, size=2, patience=BACKGROUND)
    try:
        with progress("A year of the demo's buyers", None) as seen:
            return await load_demo(
                database,
                now=clock.now(),
                pepper=settings.pepper(),
                random=Random(),  # noqa: S311  # it spreads retries, it keeps no secret
                on_progress=lambda reached: seen(reached.run.position, reached.size),
            )
    finally:
        await database.close()


def _print(loaded: Demo, address: str) -> None:
    out.print(f"Cairn answers at {address}")
    out.print(f"  GraphQL          {address}/graphql")
    out.print(f"  events           {address}/v1/batch")
    out.print(f"  secret key       {loaded.secret.text}")
    out.print(f"  publishable key  {loaded.publishable.text}")
    out.print("Ask for the next steps of one of the demo's buyers:")
    out.print(
        f"curl -s {address}/v1/next-steps -H 'Authorization: Bearer {loaded.secret.text}'"
        f" -H 'Content-Type: application/json' -d '{{\"email\": \"{BUYER}\"}}'"
    )
    err.print("Ctrl-C ends it.")

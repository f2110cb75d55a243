"""`cairn learn`: build the model of a workspace in full."""

from time import perf_counter

from api import clock
from api.commands.console import AsJson, Workspace, command, err, out, print_json
from api.commands.workspace import found
from api.services.serve import Serve
from api.settings import Settings
from api.store.server import open_database
from recommender import Model


@command
async def learn(workspace: Workspace, json: AsJson = False) -> None:
    """Build the model from the whole log and keep it as a checkpoint.

    Servers need this only to start quickly: they follow the log by themselves.
    """
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        err.print(f"Reading the log of {home.slug} from its beginning")
        start = perf_counter()
        serve, model = Serve(database), Model.empty()
        acts = await serve.learn(home.id, model)
        await serve.keep(home.id, model, clock.now())
        seconds = perf_counter() - start
    if json:
        print_json({"workspace": home.slug, "acts": acts, "position": model.position})
    else:
        out.print(f"Learned from {acts:,} acts in {seconds:.1f} s.")

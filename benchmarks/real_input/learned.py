"""What is judged: a catalogue and a model, from a workspace or straight from the visits."""

import asyncio
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from api.commands.workspace import found
from api.errors import CairnError
from api.services.serve import Serve
from api.settings import Settings as Variables
from api.store.server import open_database
from benchmarks.real_input.visits import Visit
from recommender import Catalogue, Model, Settings


class Learned(NamedTuple):
    catalogue: Catalogue
    model: Model
    settings: Settings = Settings()
    """With what was fitted to the workspace, if anything was."""


def taught(catalogue: Catalogue, visits: Iterable[Visit]) -> Learned:
    """Without a database: the model folds the visits here and now."""
    model = Model.empty()
    model.follow(chain.from_iterable(visit.acts() for visit in visits))
    return Learned(catalogue, model)


def stored(workspace: str) -> Learned:
    """As a server would have it: what was imported into the workspace, and what is fitted to it."""
    try:
        return asyncio.run(_stored(workspace))
    except CairnError as trouble:
        raise SystemExit(trouble.message) from trouble


async def _stored(workspace: str) -> Learned:
    async with open_database(Variables()) as database:
        home = await found(database, workspace)
        desk = await Serve(database).open(home.id)
    return Learned(desk.layout.catalogue, desk.model, desk.settings)

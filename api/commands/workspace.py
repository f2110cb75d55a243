"""Which workspace a command is about."""

import contextlib

from api import clock
from api.errors import SlugTaken, UnknownWorkspace
from api.store import workspaces
from api.store.database import Database
from api.store.workspaces import Workspace


async def found(database: Database, slug: str) -> Workspace:
    """Raises: UnknownWorkspace, which names those that are there."""
    try:
        return await workspaces.find(database, slug)
    except UnknownWorkspace as error:
        there = ", ".join(home.slug for home in await workspaces.everyone(database)) or "none"
        message = f'There is no workspace "{slug}"; there are: {there}.'
        raise UnknownWorkspace(message) from error


async def found_or_made(database: Database, slug: str) -> Workspace:
    try:
        return await workspaces.find(database, slug)
    except UnknownWorkspace:
        with contextlib.suppress(SlugTaken):  # another command made it in between
            await workspaces.create(database, slug=slug, name=slug, at=clock.now())
        return await workspaces.find(database, slug)

"""Keeps every desk that is in use current, twice a second.

Each process follows the log for itself: what one of them took in shows in the others' next answers.
"""

import asyncio
from collections.abc import Callable
from random import Random
from uuid import UUID

import structlog

from api.clock import now
from api.errors import CairnError
from api.services.desk import Desk, Desks
from api.services.serve import Serve
from api.store import workspaces
from api.store.database import Database
from recommender import MINUTE, Instant

PAUSE = 0.5
JITTER = 0.1
"""So that processes do not ask in step."""
SAVE_EVERY = 10 * MINUTE
WARM = 20
"""How many workspaces are made ready before the first request asks for them."""

log = structlog.get_logger()


class Follower:
    def __init__(
        self,
        database: Database,
        desks: Desks,
        serve: Serve,
        random: Random,
        on_warm: Callable[[], None],
    ) -> None:
        self._database = database
        self._desks = desks
        self._serve = serve
        self._random = random
        self._on_warm = on_warm
        self._unsaved: dict[UUID, int] = {}
        self._saved: dict[UUID, Instant] = {}
        self.warm = False
        """The desks of the first workspaces are ready."""

    async def run(self) -> None:
        while True:
            if not self.warm:
                await self._warm_up()
            for desk in self._desks.ready:
                await self._attend(desk)
            await asyncio.sleep(PAUSE + self._random.uniform(-JITTER, JITTER))

    async def _warm_up(self) -> None:
        try:
            for workspace in (await workspaces.everyone(self._database))[:WARM]:
                await self._desks.at(workspace.id)
        except CairnError as error:
            log.warning("not_warm_yet", code=error.code)
        else:
            self.warm = True
            self._on_warm()

    async def _attend(self, desk: Desk) -> None:
        """One desk in trouble does not keep the others from being renewed."""
        try:
            learned = await self._serve.renew(desk)
            self._unsaved[desk.workspace] = self._unsaved.get(desk.workspace, 0) + learned
            await self._save_now_and_then(desk)
        except Exception as error:  # noqa: BLE001  # it must not end the following of the others
            log.warning(
                "desk_not_renewed", workspace=str(desk.workspace), error=type(error).__name__
            )

    async def _save_now_and_then(self, desk: Desk) -> None:
        at = now()
        due = self._saved.setdefault(desk.workspace, at) + SAVE_EVERY
        if self._unsaved[desk.workspace] and at >= due:
            await self._serve.save(desk, at)
            self._saved[desk.workspace] = at
            self._unsaved[desk.workspace] = 0

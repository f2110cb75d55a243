"""Fits every desk that is in use to its own log, when that has grown enough.

One process is enough for a workspace: the others find what it has saved. Should two fit at once,
the one that saves first is followed.
"""

import asyncio
from random import Random
from uuid import UUID

import structlog

from api.clock import now
from api.services.desk import Desk, Desks
from api.services.due import Due
from api.services.fit import Fit
from recommender import MINUTE, Instant, Marks

PAUSE = 60.0
"""Seconds between two looks at what others have fitted: one small query each."""
JITTER = 15.0
"""So that processes do not fit in step."""
FIRST_LOOK = 1.0
"""Seconds until the first look; desks are being opened then."""
REST = 10 * MINUTE
"""Between two fits of a workspace: each takes a core for some seconds to a minute."""


reports = structlog.get_logger()


class Fitter:
    def __init__(self, desks: Desks, fit: Fit, random: Random) -> None:
        self._desks = desks
        self._fit = fit
        self._random = random
        self._tried: dict[UUID, tuple[Instant, Marks]] = {}
        """When a fit was last tried, and how far the model had come."""

    async def run(self) -> None:
        await asyncio.sleep(FIRST_LOOK)
        while True:
            for desk in self._desks.ready:
                await self.attend(desk, now())
            await asyncio.sleep(PAUSE + self._random.uniform(-JITTER, JITTER))

    async def attend(self, desk: Desk, at: Instant) -> None:
        """One desk in trouble does not keep the others from being fitted."""
        try:
            if not await self._fit.adopt(desk):
                await self._fit_what_is_due(desk, at)
        except Exception as error:  # noqa: BLE001  # it must not end the fitting of the others
            reports.warning(
                "desk_not_fitted", workspace=str(desk.workspace), error=type(error).__name__
            )

    async def _fit_what_is_due(self, desk: Desk, at: Instant) -> None:
        """What was tried in vain is tried again when there is as much more as after a fit."""
        marks, (last, tried) = Marks.now(desk.model), self._last(desk)
        fitted = desk.standing.marks
        due = Due.of(Marks(*map(max, fitted, tried)), marks)
        if any(due) and at >= last + REST:
            self._tried[desk.workspace] = (
                at,
                Marks(
                    marks.fitted if due.weights else tried.fitted,
                    tried.refreshed,
                    marks.tuned if due.answers else tried.tuned,
                ),
            )
            await self._fit.fit(desk, due, at)

    def _last(self, desk: Desk) -> tuple[Instant, Marks]:
        return self._tried.get(desk.workspace, (Instant(-REST), Marks()))

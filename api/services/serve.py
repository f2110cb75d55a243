"""Opening desks and keeping them current: the catalogue by its version, the model by the log."""

import asyncio
from typing import NamedTuple
from uuid import UUID

import structlog

from api.services.desk import Desk, Layout
from api.store import catalogue, checkpoints, log
from api.store.checkpoints import Checkpoint
from api.store.database import Database
from api.store.log import Followed
from recommender import (
    Catalogue,
    DamagedCheckpoint,
    Instant,
    Model,
    OtherVersion,
    Standing,
    UnusableWeights,
    decode_model,
    encode_model,
)

AT_ONCE = 2_000
"""Acts read in one go."""
BREATH = 100
"""Acts learned before requests get a turn."""
TURNS = 5
"""How often one desk reads on before another one's turn."""

reports = structlog.get_logger()


class Restored(NamedTuple):
    model: Model
    standing: Standing


class Serve:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, workspace: UUID) -> Desk:
        """From the newest checkpoint that can be read, then up to the end of the log."""
        present = await catalogue.read(self._database, workspace)
        layout = await asyncio.to_thread(Layout.of, present)
        model, standing = await self.restored(workspace)
        await self.learn(workspace, model)
        return Desk(workspace, layout, model, standing)

    async def rebuild(self, workspace: UUID) -> tuple[Desk, int]:
        """From the log alone, save for what was fitted; and how many acts that took."""
        present = await catalogue.read(self._database, workspace)
        layout = await asyncio.to_thread(Layout.of, present)
        before, standing = await self.restored(workspace)
        model = Model(version=before.version)
        model.fitted = before.fitted
        acts = await self.learn(workspace, model)
        return Desk(workspace, layout, model, standing), acts

    async def learn(self, workspace: UUID, model: Model) -> int:
        """Catch up with the log, in a thread: for a model that nobody reads yet."""
        learned, more = 0, True
        while more:
            followed = await log.follow(self._database, workspace, model.position, AT_ONCE)
            await asyncio.to_thread(model.follow, followed.acts)
            model.advance(followed.watermark)
            learned += len(followed.acts)
            more = followed.more
        return learned

    async def renew(self, desk: Desk) -> int:
        """Bring a desk that is in use up to date; how many acts that took.

        After a while it leaves the rest for the next time, so that other desks get their turn.
        """
        learned = 0
        async with desk.renewing:
            await self._renew_layout(desk)
            for _ in range(TURNS):
                followed = await log.follow(
                    self._database, desk.workspace, desk.model.position, AT_ONCE
                )
                await _learn(desk.model, followed)
                learned += len(followed.acts)
                if not followed.more:
                    break
        return learned

    async def present(self, desk: Desk) -> Catalogue:
        """The catalogue as it is now, which the desk then serves from; read if it has changed."""
        async with desk.renewing:
            await self._renew_layout(desk)
            return desk.layout.catalogue

    async def save(self, desk: Desk, now: Instant) -> None:
        """A checkpoint. Requests go on reading the model while it is written down."""
        async with desk.renewing:
            await self.keep(desk.workspace, desk.model, now)

    async def keep(self, workspace: UUID, model: Model, now: Instant) -> bool:
        """Not where another process has got beyond its version."""
        payload = await asyncio.to_thread(encode_model, model)
        made = Checkpoint(model.position, model.version, payload, now)
        return await checkpoints.save(self._database, workspace, made)

    async def restored(self, workspace: UUID) -> Restored:
        """The newest checkpoint that can be read; where the newest cannot, all is fitted anew.

        Decisions that name a version already come from no other one.
        """
        kept = await checkpoints.latest(self._database, workspace)
        for checkpoint in kept:
            try:
                model = await asyncio.to_thread(decode_model, checkpoint.payload)
            except (DamagedCheckpoint, OtherVersion):
                continue
            if checkpoint is not kept[0]:
                model.version, model.fitted = kept[0].version + 1, None
            return await asyncio.to_thread(_standing, workspace, model)
        version = kept[0].version + 1 if kept else 1
        return Restored(Model(version=version), Standing.start(version))

    async def _renew_layout(self, desk: Desk) -> None:
        version = await catalogue.version(self._database, desk.workspace)
        if version != desk.layout.catalogue.version:
            present = await catalogue.read(self._database, desk.workspace)
            desk.layout = await asyncio.to_thread(Layout.of, present)


def _standing(workspace: UUID, model: Model) -> Restored:
    """A fit that is none is dropped, and its version with it."""
    try:
        return Restored(model, Standing.read(model.fitted, model.version))
    except UnusableWeights:
        reports.warning("fit_refused", code="FIT_REFUSED", part="kept", workspace=str(workspace))
        model.version, model.fitted = model.version + 1, None
        return Restored(model, Standing.start(model.version))


async def _learn(model: Model, followed: Followed) -> None:
    """On the event loop, where requests read the model: in small portions."""
    for start in range(0, len(followed.acts), BREATH):
        model.follow(followed.acts[start : start + BREATH])
        await asyncio.sleep(0)
    model.advance(followed.watermark)

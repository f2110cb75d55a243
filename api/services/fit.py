"""Fitting a workspace by its own log, beside the requests: weights to picks, settings to answers.

All that takes long is done in threads. What was fitted is saved first and served then: whoever
saves first is followed by the others, so that a version of a model is the same everywhere.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

import structlog

from api.services.desk import Desk
from api.services.due import Due
from api.services.serve import Serve
from api.store import checkpoints, log, outcomes
from api.store.checkpoints import Checkpoint
from api.store.database import Database
from api.store.outcomes import Draw
from recommender import (
    FIRST,
    LATEST,
    Answered,
    DamagedDraw,
    Hearing,
    History,
    Instant,
    Interaction,
    Made,
    Marks,
    Model,
    Ranker,
    Settings,
    Shelf,
    Standing,
    Tuned,
    UnusableWeights,
    encode_model,
    fit,
    ranker,
    refreshed,
    replay,
    tune,
)

MOST = 200_000
"""Acts that are fitted to, the latest: far more than picks are taken from, and some 100 MB."""
PICKS = 2_000
"""Of their later picks: ten times as many as narrow the prior, for some seconds of a core and some
300 MB meanwhile; three times as many cost three times that."""
AT_ONCE = 1_000
"""Acts read in one go."""
DEFAULTS = Settings()

reports = structlog.get_logger()


@dataclass
class Fitting:
    """What came of one fit."""

    workspace: UUID
    picks: int = 0
    loss: float = 0.0
    """Mean over picks of -log of the chance told, by the fitted weights;"""
    before: float = 0.0
    """the same by the documented ones."""
    answers: int = 0
    """To which settings were fitted; 0 where there were too few."""
    refused: list[str] = field(default_factory=list)
    """What went astray, and stayed as it was."""
    saved: bool = False
    """And served from now on; else there is nothing new, or others were quicker."""

    def refuse(self, part: str) -> None:
        self.refused.append(part)
        reports.warning("fit_refused", code="FIT_REFUSED", part=part, workspace=str(self.workspace))


class Past(NamedTuple):
    """The log as far as it is fitted to."""

    acts: Sequence[Interaction]
    hearing: Hearing


class Fit:
    def __init__(self, database: Database, serve: Serve) -> None:
        self._database = database
        self._serve = serve

    async def adopt(self, desk: Desk) -> bool:
        """What another process has fitted since, where one has; if this release can read it."""
        newest = await checkpoints.version(self._database, desk.workspace)
        if newest <= desk.model.version:
            return False
        found, standing = await self._serve.restored(desk.workspace)
        if found.version < newest or found.fitted is None:
            return False
        async with desk.renewing:
            desk.adopt(found.version, found.fitted, standing)
        return True

    async def fit(self, desk: Desk, due: Due, now: Instant) -> Fitting:
        """What is due, as far as it can be fitted; and serve from it."""
        told, marks = Fitting(desk.workspace), Marks.now(desk.model)
        shelf, standing = desk.layout.shelf, desk.standing
        past = await self._past(desk.workspace, due)
        if due.weights:
            weights = await asyncio.to_thread(_weights, past.acts, shelf, told)
            if weights is not None:
                standing = standing._replace(
                    ranker=weights, marks=standing.marks._replace(fitted=marks.fitted)
                )
        if due.answers:
            tuned = await self._tuned(past, shelf, standing.history, now, told)
            if tuned is not None:
                standing = standing._replace(
                    history=standing.history.then(desk.model.version + 1, tuned),
                    marks=standing.marks._replace(tuned=marks.tuned),
                )
        if due.made or standing is not desk.standing:
            await self._take_over(desk, standing, now, told)
        return told

    async def _past(self, workspace: UUID, due: Due) -> Past:
        acts: list[Interaction] = []
        more = due.weights or due.answers
        watermark = await log.before_latest(self._database, workspace, MOST) if more else 0
        while more:
            followed = await log.follow(self._database, workspace, watermark, AT_ONCE)
            watermark, more = followed.watermark, followed.more
            acts += followed.acts
        hearing = Hearing()
        await asyncio.to_thread(hearing.hear, acts)
        return Past(acts, hearing)

    async def _tuned(
        self, past: Past, shelf: Shelf, history: History, now: Instant, told: Fitting
    ) -> Tuned | None:
        """Nothing, where there are too few answers."""
        over = past.hearing.over(now, LATEST)
        if len(over) < FIRST:
            return None
        draws = await outcomes.draws(self._database, told.workspace, over)
        return await asyncio.to_thread(_settings, past, draws, shelf, history, told)

    async def _take_over(self, desk: Desk, standing: Standing, now: Instant, told: Fitting) -> None:
        """Make what the ranker makes from the model as it is, save all of it, serve from it.

        The model stands still meanwhile, and is read on.
        """
        version = desk.model.version
        async with desk.renewing:
            marks = standing.marks._replace(refreshed=Marks.now(desk.model).refreshed)
            try:
                made = await asyncio.to_thread(refreshed, desk.model.memory, standing.ranker)
            except UnusableWeights:
                told.refuse("made")
                return
            standing = standing._replace(ranker=made, marks=marks)
            model = Model(desk.model.memory, version + 1, desk.model.position)
            model.fitted = standing.fitted()
            standing = standing._replace(ranker=await asyncio.to_thread(ranker, model.fitted))
            payload = await asyncio.to_thread(encode_model, model)
            kept = Checkpoint(model.position, model.version, payload, now)
            told.saved = await checkpoints.save(self._database, desk.workspace, kept, version)
            if told.saved:
                desk.adopt(model.version, model.fitted, standing)


def _weights(acts: Sequence[Interaction], shelf: Shelf, told: Fitting) -> Ranker | None:
    try:
        found = fit(acts, shelf, most=PICKS)
    except UnusableWeights:
        told.refuse("weights")
        return None
    told.picks, told.loss, told.before = found.picks, found.loss, found.before
    return found.ranker


def _settings(
    past: Past, draws: dict[UUID, Draw], shelf: Shelf, history: History, told: Fitting
) -> Tuned | None:
    sets = _sets(past.hearing, draws, shelf, history)
    if len(sets) < FIRST:
        return None
    try:
        found = tune(sets, past.acts, shelf, DEFAULTS)
    except UnusableWeights:
        told.refuse("answers")
        return None
    told.answers = len(sets)
    return found


def _sets(
    hearing: Hearing, draws: dict[UUID, Draw], shelf: Shelf, history: History
) -> list[Answered]:
    """Those of which it is known how they were decided, and whose steps are all there still."""
    found = []
    for decision, draw in draws.items():
        tuned = history.at(draw.version)
        if tuned is None:
            continue
        try:
            offers = replay(draw.record).offers
            made = Made.of(draw.record, offers, shelf, tuned.applied(DEFAULTS))
        except (DamagedDraw, LookupError):
            continue
        if made.offers:
            found.append(hearing.answered(decision, made))
    return found

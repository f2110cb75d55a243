"""How good the sets of a workspace would have been for the later part of its own log."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from api.services.fit import MOST
from api.store import catalogue, log, persons
from api.store.database import Database
from recommender import (
    Future,
    HeldOut,
    Instant,
    Interaction,
    Judge,
    Judged,
    Model,
    Past,
    Settings,
    Shelf,
    UnusableWeights,
    fit,
    picks,
    thinned,
)

AT_ONCE = 2_000
"""Acts read in one go."""
OFTEN = 50
"""Cases between two tellings."""
Seen = Callable[[str, int, int | None], None]
"""Told what is being done, how far it is, and how far it will go."""


@dataclass(frozen=True, slots=True)
class Plan:
    part: float = 0.2
    """Of the picks, the latest: these are held out."""
    cases: int = 5_000
    """The most that are judged, evenly from first to last."""
    size: int = 5
    follow: bool = False
    """The model goes on learning in the held-out part."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    split: Instant
    learned: int
    """Acts before the split."""
    picks: int
    """Held out, before some were chosen."""
    offers: int
    """In the catalogue and not retired."""
    report: HeldOut


async def evaluate_workspace(
    database: Database,
    workspace: UUID,
    plan: Plan,
    seen: Seen = lambda *_: None,
) -> Evaluated:
    shelf = Shelf.of(await catalogue.read(database, workspace))
    buyers = await persons.everybody(database, workspace)
    past, read = Past(buyers), 0
    async for acts in _log(database, workspace):
        past.note(acts)
        seen("Reading the log", read := read + len(acts), None)
    split = past.split(plan.part)
    future, model, learned = Future(buyers, split, past.going_on(split)), Model.empty(), 0
    latest = deque[Interaction](maxlen=MOST)
    async for acts in _log(database, workspace):
        before = await asyncio.to_thread(future.part, acts)
        await asyncio.to_thread(model.follow, before)
        latest += before
        seen("Learning", learned := learned + len(before), read)
    await asyncio.to_thread(_fit, model, latest, shelf)
    after = future.acts()
    found = picks(after, future.journeys, buyers, shelf.index)
    chosen = thinned(found, plan.cases)
    judge = Judge(model, shelf, buyers, Settings(), plan.size, plan.follow)
    judged: list[Judged] = []
    for one in judge.judge(after, future.journeys, future.companies, chosen):
        judged.append(one)
        if len(judged) % OFTEN == 0:
            seen("Judging", len(judged), len(chosen))
    names = {persona.key: persona.title for persona in shelf.personas}
    offers = sum(not offer.retired for offer in shelf.offers)
    return Evaluated(split, learned, len(found), offers, HeldOut.of(judged, names))


def _fit(model: Model, acts: Iterable[Interaction], shelf: Shelf) -> None:
    """As a server does from time to time; where it goes astray, the documented weights stay."""
    with suppress(UnusableWeights):
        model.fitted = fit(acts, shelf).ranker.fitted()


async def _log(database: Database, workspace: UUID) -> AsyncIterator[tuple[Interaction, ...]]:
    """All of it, in its order, from its beginning to where it ends now."""
    watermark, more = 0, True
    while more:
        followed = await log.follow(database, workspace, watermark, AT_ONCE)
        watermark, more = followed.watermark, followed.more
        yield followed.acts

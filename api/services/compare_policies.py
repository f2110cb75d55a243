"""What two ways of drawing sets are worth, by the decisions of a workspace."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from numpy.random import Generator

from api.store import catalogue, outcomes
from api.store.database import Database
from recommender import Instant, PolicyComparison, PolicyLog, SetPolicy, Shelf


@dataclass(frozen=True, slots=True)
class Compared:
    comparison: PolicyComparison
    open: int
    """Decisions of which more may come yet."""


async def compare_policies(  # noqa: PLR0913  # all that it rests on, each named
    database: Database,
    workspace: UUID,
    policies: tuple[SetPolicy, SetPolicy],
    *,
    now: Instant,
    horizon: int,
    generator: Generator,
    seen: Callable[[int, int], None] = lambda _, __: None,
) -> Compared:
    """On decisions older than the horizon, each with what came of it within that time.

    ``seen`` is told how many were read, and of how many.
    """
    until = Instant(now - horizon)
    shelf = Shelf.of(await catalogue.read(database, workspace))
    every, closed = await outcomes.counted(database, workspace, until)
    log, done = PolicyLog(*policies, shelf), 0
    async for logged in outcomes.logged_sets(database, workspace, until, horizon):
        log.add(logged)
        seen(done := done + 1, closed)
    return Compared(log.compare(generator), every - closed)

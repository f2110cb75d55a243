"""All that is compiled, compiled or read from disk before the first buyer asks."""

from dataclasses import replace
from uuid import UUID

from recommender import learning
from recommender.engine import DEFAULTS, decide, rank
from recommender.journey import fold
from recommender.learning import Model
from recommender.model.catalogue import DEFAULT_JOBS, Catalogue, Link, Offer, Persona, Service
from recommender.model.context import StepContext
from recommender.model.instant import DAY, HOUR, Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind
from recommender.slate import replay

_NOW = Instant(2_000 * DAY)
_SIZE = 40
"""More offers than a pool holds, so that some are left out of it."""
_OUTRIGHT = replace(DEFAULTS, slate=replace(DEFAULTS.slate, explore=False))


def warm() -> None:
    """Take a few buyers of a made-up shelf through every station, from the log to a replay."""
    learning.warm()
    shelf, model = Shelf.of(_catalogue()), Model.empty()
    model.follow(_log())
    for journey in (fold(_acts(3)), fold(())):
        context = StepContext(page="1", pinned=("2",))
        rank(model, shelf, journey, context, now=_NOW)
        for settings in (DEFAULTS, _OUTRIGHT):
            made = decide(
                model, shelf, journey, context, id=UUID(int=0), now=_NOW, settings=settings
            )
            replay(made.draw)


def _catalogue() -> Catalogue:
    jobs = [job.key for job in DEFAULT_JOBS]
    personas = tuple(Persona(key, key, key) for key in ("a", "b"))
    offers = tuple(
        Offer(
            key=str(number),
            title=f"alike {number % 7}",
            format=f"format {number % 3}",
            serves=(Service("a" if number % 2 else None, jobs[number % len(jobs)]),),
        )
        for number in range(_SIZE)
    )
    links = (Link("1", "3"), Link("1", "4", persona="a"))
    return Catalogue(offers=offers, links=links, personas=personas)


def _log() -> list[Interaction]:
    return [act for buyer in range(9) for act in _acts(buyer)]


def _acts(buyer: int) -> list[Interaction]:
    return [
        Interaction(
            id=UUID(int=buyer * _SIZE + step),
            buyer=UUID(int=buyer),
            kind=Kind.COMPLETED if step else Kind.SHOWN,
            at=Instant(_NOW - DAY + step * HOUR),
            offer=str((buyer * step) % _SIZE),
        )
        for step in range(6)
    ]

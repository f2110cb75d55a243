"""A shelf and a model for tests of learning."""

from collections.abc import Iterable
from uuid import UUID

from recommender.learning import Model, View
from recommender.model.catalogue import Catalogue, Link
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind, Motion
from tests.recommender.builders import catalogue, day, interaction, offer


def shelf(keys: str, *links: Link) -> Shelf:
    """A shelf of offers with one-letter keys."""
    offers: Catalogue = catalogue(*(offer(key) for key in keys), links=links)
    return Shelf.of(offers)


def walk(
    keys: str, buyer: int = 1, start: float = 0.0, motion: Motion | None = None
) -> list[Interaction]:
    """One buyer views offers with one-letter keys, one each day."""
    return [
        interaction(key, at=day(start + step), buyer=UUID(int=buyer), motion=motion)
        for step, key in enumerate(keys)
    ]


def learned(acts: Iterable[Interaction]) -> Model:
    model = Model.empty()
    model.follow(acts)
    return model


def seen(keys: str, acts: Iterable[Interaction], *links: Link) -> View:
    """What a model that learned from the acts says of these offers."""
    return learned(acts).view(shelf(keys, *links))


def shown(key: str, at: float, buyer: int = 1) -> Interaction:
    return interaction(key, Kind.SHOWN, day(at), buyer=UUID(int=buyer))

"""Small logs to fit to."""

from uuid import UUID

from recommender.model.instant import MINUTE, Instant
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Kind
from tests.recommender.builders import START, interaction


def visits(*walks: str, start: int = START) -> list[Interaction]:
    """Each of another buyer, one after another, a minute a step; offers are letters."""
    acts, at = [], start
    for buyer, walk in enumerate(walks, 1):
        for key in walk:
            at += MINUTE
            acts.append(interaction(key, Kind.VIEWED, Instant(at), buyer=UUID(int=buyer)))
    return acts

"""A part of a list that is ordered by a moment and an id, whatever the list is of."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from recommender import Instant

Mark: TypeAlias = tuple[Instant, UUID]

LOWEST: Mark = (Instant(-(2**47)), UUID(int=0))
HIGHEST: Mark = (Instant(2**48), UUID(int=2**128 - 1))
"""In place of none: where a condition may be off, an index would be read from its beginning."""


@dataclass(frozen=True, slots=True)
class Span:
    """What lies strictly between two marks, at most ``limit`` rows from one end of it."""

    limit: int
    low: Mark = LOWEST
    high: Mark = HIGHEST
    rising: bool = False
    """The lowest first, and so the ones nearest to ``low``."""

    @property
    def order(self) -> str:
        return "ASC" if self.rising else "DESC"

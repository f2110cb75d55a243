"""A recorded decision and what came of it, read back to what an estimate needs of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from recommender.slate import DamagedDraw, Pool, decode, draw

_SAME = 1e-9
"""Two propensities of one set differ by less than this part."""


class LeftAside(StrEnum):
    """Why a decision says nothing of a policy."""

    NOT_BY_CHANCE = "not_by_chance"
    """The best set was taken outright: nothing else could have been shown."""
    UNREADABLE = "unreadable"
    """The record is damaged, or does not lead to the propensity that stands beside it."""
    OFFER_GONE = "offer_gone"
    """The policy has limits of its own, and an offer is no longer in the catalogue."""


class Unusable(ValueError):  # noqa: N818  # says what a decision is
    """This decision says nothing of a policy."""

    def __init__(self, why: LeftAside) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class LoggedSet:
    draw: bytes
    propensity: float
    """Of the set, in any order, as it was recorded."""
    taken: bool
    """At least one of its steps was, in answer to the decision."""
    account: str
    """Whose outcomes hang together; of a buyer without a company, the buyer."""


class Shown(NamedTuple):
    """The set as its record has it."""

    pool: Pool
    places: tuple[int, ...]
    """In the pool."""
    chance: float
    """That it was this one."""
    told: float
    """The chance that any of it is taken, as it was told."""


def read(logged: LoggedSet) -> Shown:
    """The set follows from the record alone; that its propensity does so too is seen to.

    Raises: Unusable.
    """
    try:
        pool = decode(logged.draw)
    except DamagedDraw as error:
        raise Unusable(LeftAside.UNREADABLE) from error
    if not pool.law.explore:
        raise Unusable(LeftAside.NOT_BY_CHANCE)
    again = draw(pool)
    chance = again.propensity.unordered
    if abs(chance - logged.propensity) > _SAME * logged.propensity:
        raise Unusable(LeftAside.UNREADABLE)
    return Shown(pool, tuple(again.places), chance, again.chance_any_taken)

"""Buyers by accounts: one to four people of one company who have to find their way together."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple
from uuid import UUID

from recommender.evaluation.simulator.buyer import Buyer, jobs_of
from recommender.evaluation.simulator.dice import Dice
from recommender.evaluation.simulator.world import ENTRY, PERSONA_SHARES, VERTICALS
from recommender.model.instant import DAY, Instant

GROUPS = (0.4, 0.2, 0.2, 0.2)
"""How often an account is of one, two, three, four people."""
WITHIN = 7 * DAY
"""The members of a group come one after another in this time."""
STATED = 0.5


class Coming(NamedTuple):
    at: Instant
    buyer: Buyer


def crowd(buyers: int, first: Instant, end: Instant, seed: int, stream: int) -> list[Coming]:
    """So many buyers, who come between two times. Each stream has people of its own."""
    found: list[Coming] = []
    for account in _accounts(first, end, seed, stream):
        found += account
        if len(found) >= buyers:
            break
    return found[:buyers]


def _accounts(first: Instant, end: Instant, seed: int, stream: int) -> Iterator[list[Coming]]:
    for number in count():
        dice = Dice(seed, stream, number)
        came = first + dice.number(max(end - first - WITHIN, 1))
        vertical, stated = dice.number(len(VERTICALS)), dice.below(STATED)
        members = [
            Buyer(
                id=UUID(int=(stream << 64) + (number << 8) + place),
                account=number,
                dice=Dice(seed, stream, number, place),
                persona=dice.one_of(PERSONA_SHARES),
                vertical=vertical,
                stated=stated,
                jobs=(jobs := jobs_of(dice, ENTRY)),
                job=next(iter(jobs)),
            )
            for place in range(1 + dice.one_of(GROUPS))
        ]
        for member in members:
            member.colleagues = [one for one in members if one.persona != member.persona]
        yield [Coming(Instant(came + dice.number(WITHIN)), member) for member in members]

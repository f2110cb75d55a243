"""A simulated year of buyers, as the messages that their acts would have sent.

They enter anywhere, skip, repeat, leave, return after months, reopen jobs and read for colleagues.
The same seed and day give the same year.
"""

from collections.abc import Iterator
from operator import itemgetter
from random import Random

from api.demo.accounts import Account
from api.demo.appetite import Appetite
from api.demo.groups import Groups
from api.demo.messages import Message
from api.demo.visitors import Visitors
from recommender import DAY, Catalogue, Instant

YEAR = 365
VISITORS = 480
SEED = 7


def simulate(
    catalogue: Catalogue, accounts: tuple[Account, ...], now: Instant, *, seed: int = SEED
) -> Iterator[Message]:
    """The year that ends at the midnight before ``now``, oldest message first."""
    end = Instant(now // DAY * DAY)
    first = Instant(end - YEAR * DAY)
    told = f"{seed}/{end}"
    appetite = Appetite(catalogue, Random(told))  # noqa: S311  # a story, no secret
    messages = [
        *Groups(catalogue, appetite, end, told).messages(accounts),
        *Visitors(catalogue, appetite, first, end, told).messages(VISITORS),
    ]
    return iter(sorted(messages, key=itemgetter("timestamp", "messageId")))

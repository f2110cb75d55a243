"""All that is learned, as flat arrays: offers by their number, buyers by the line of their trail.

Capacities grow by doubling and tell nothing: what is in use is a matter of the log alone.
"""

from typing import Any, NamedTuple

from recommender.compiled import in_place
from recommender.learning import buyers, rings, rows, tallies, trails
from recommender.learning.buyers import Buyers
from recommender.learning.rings import Rings
from recommender.learning.rows import Rows
from recommender.learning.tallies import Tallies
from recommender.learning.trails import Trails


class Arrays(NamedTuple):
    rows: Rows
    trails: Trails
    buyers: Buyers
    rings: Rings
    tallies: Tallies


def flat(arrays: Arrays) -> tuple[Any, ...]:
    """One by one, as they cross into compiled code: a tuple of tuples costs far more."""
    return *arrays.rows, *arrays.trails, *arrays.buyers, *arrays.rings, *arrays.tallies


@in_place
def joined(*flat: Any) -> Arrays:
    """What ``flat`` took apart."""
    return Arrays(
        Rows(*flat[:5]),
        Trails(*flat[5:10]),
        Buyers(*flat[10:15]),
        Rings(*flat[15:19]),
        Tallies(*flat[19:28]),
    )


def blank() -> Arrays:
    return Arrays(
        rows.blank(0, 0), trails.blank(1), buyers.blank(1), rings.blank(0, 0), tallies.blank(0)
    )

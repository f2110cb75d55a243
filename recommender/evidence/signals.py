"""The signals: what the learned arrays say of each candidate, as terms of a softmax.

P(next = j) = exp(Σ w · x_j) / Σ over candidates. With b_j the base share of an offer (half of what
is touched ever and lately), a member that says n_j observations enters as log(1 + n_j / (m0 b_j)):
up to a constant this is the log of its share, shrunk to the base with m0 observations. It is zero
where the member does not name the offer, so that with little learned popularity decides.
"""

from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.learning.layout import LINK_PRIOR
from recommender.learning.retrieval import members
from recommender.learning.retrieval.beside import LIFT_PRIOR
from recommender.learning.tallies import HALF_LIVES, TOUCHES, Tallies
from recommender.model.instant import DAY, HOUR, MINUTE

SIGNALS = (
    "ever", "quarter", "day", "days", "hour",
    "new_hour", "new_day", "new_days", "quiet", "unmet",
    "linked", "rules", "last_rules", "direct", "alike", "companions", "lift", "last_lift",
    "neighbours", "likeness", "rare", "close", "nearby", "nearby_last", "linear",
    "seen", "previous",
)  # fmt: skip
"""In the order of the columns of a table of signals."""
EVER, LATELY, NEW_HOUR, NEW_DAY, NEW_DAYS, QUIET, UNMET = 0, 1, 5, 6, 7, 8, 9
LINKED, RULES, LAST_RULES, DIRECT, ALIKE, COMPANIONS, LIFT, LAST_LIFT = range(10, 18)
NEIGHBOURS, LIKENESS, RARE, CLOSE, NEARBY, NEARBY_LAST, LINEAR = range(18, 25)
SEEN, PREVIOUS = 25, 26

SMOOTHING = 10.0
"""So many touches lately weigh as much as those ever."""
DOUBT = 2.0
"""m0 of members that count steps."""
EDITORS = 30.0
"""After so many observed steps from the last offer its links count half by themselves: the rules
hold them too, beside what was observed."""
FAINT, FAINTEST = 0.5, 0.1
"""m0 of members that add up similarities."""
FEW = 0.01
"""What the linear model says at the least."""
NEW = 3 * DAY
FORGOTTEN = 30 * DAY
"""What is older is not new at all."""
LONG = 12.0
"""The log of how long ago an offer that nobody touched was touched."""

Floats = NDArray[np.float64]


class Trail(NamedTuple):
    """What of the trail is known besides what retrieval said."""

    steps: NDArray[np.int64]
    """Offers by number, oldest first; -1 of one that the model does not know."""
    last: int
    """When the latest touch was; ``now`` without any."""
    now: int
    """As the log has it."""
    offers: int
    """How many the model knows."""
    lifting: int
    """How many steps are known to have companions."""
    supports: tuple[float, float, float]
    """Of rules, of the last step's rules, of companions."""
    fades: Floats
    """What the masses have to be multiplied by as of now, by speed."""


class Standing(NamedTuple):
    """What is the same for every trail, by place; worked out when first asked for at a moment."""

    lines: Floats
    """The signals up to ``UNMET``; then the base share, and how popular it is for lifts."""
    born: NDArray[np.int64]
    """When it came into the world; 0 where nothing tells."""
    stamps: NDArray[np.int64]
    """The moment that each line is of."""


BASE, POPULAR = UNMET + 1, UNMET + 2


def standing(size: int) -> Standing:
    """For a shelf of so many offers."""
    return Standing(
        np.zeros((size, POPULAR + 1)), np.zeros(size, np.int64), np.full(size, -1, np.int64)
    )


@in_place
def fill(  # noqa: PLR0913, PLR0917  # a kernel takes what it works on by position
    table: Floats,
    values: Floats,
    places: NDArray[np.int64],
    numbers: NDArray[np.int64],
    tallies: Tallies,
    trail: Trail,
    standing: Standing,
    stamp: int,
    nearness: NDArray[np.float32],
    linear: Floats,
    links: Floats,
    published: NDArray[np.int64],
) -> None:
    """One line a candidate, one column a signal.

    ``published`` goes by place; ``stamp`` is another for each moment and each state of the model.
    ``nearness`` are cosines of the candidates to the trail and to its last step, ``linear`` is what
    the linear model says of them; ``links`` are the observed steps that editors' links for the
    buyer's own personas are worth.
    """
    for one in range(len(numbers)):
        number, place = numbers[one], places[one]
        if standing.stamps[place] != stamp:
            stand(standing, place, number, tallies, trail)
            date(standing, place, number, tallies, trail, published[place])
            standing.stamps[place] = stamp
        for signal in range(UNMET):
            table[one, signal] = standing.lines[place, signal]
        for signal in range(UNMET, table.shape[1]):
            table[one, signal] = 0.0
        if len(trail.steps) and standing.born[place] > trail.last:
            table[one, UNMET] = 1.0
        say(table, one, values, standing.lines[place, BASE], trail, links[one])
        if number >= 0:
            raise_(table, one, values, standing.lines[place, POPULAR], trail)
        table[one, NEARBY] = nearness[one, 0]
        table[one, NEARBY_LAST] = nearness[one, 1]
        if linear[one] > 0.0:
            table[one, LINEAR] = log(1.0 + linear[one] / FEW)
        mind(table, one, number, trail)


@in_place
def stand(standing: Standing, place: int, number: int, tallies: Tallies, trail: Trail) -> None:
    """How much it is touched by anyone, ever and lately; the base share."""
    ever, line = 1.0 / (tallies.totals[TOUCHES] + trail.offers), standing.lines[place]
    line[POPULAR] = 0.0
    if number >= 0:
        ever *= tallies.touched[number] + 1.0
        line[POPULAR] = log(1.0 + tallies.touched[number] / LIFT_PRIOR)
    line[EVER] = log(ever * trail.offers)
    base = ever
    for speed in range(len(HALF_LIVES)):
        fade = trail.fades[speed]
        mass = tallies.masses[number, speed] * fade if number >= 0 else 0.0
        share = (mass + SMOOTHING * ever) / (tallies.mass[speed] * fade + SMOOTHING)
        line[LATELY + speed] = log(share * trail.offers)
        if speed < len(HALF_LIVES) - 1:
            base += share
    line[BASE] = base / len(HALF_LIVES)


@in_place
def date(  # a kernel takes what it works on by position
    standing: Standing, place: int, number: int, tallies: Tallies, trail: Trail, published: int
) -> None:
    """How new it is, and how long ago anyone took it up."""
    born, last, line = published, published, standing.lines[place]
    if number >= 0 and tallies.touched[number] > 0:
        last = tallies.last_seen[number]
        if published == 0:
            born = tallies.first_seen[number]
    line[NEW_HOUR], line[NEW_DAY], line[NEW_DAYS] = 0.0, 0.0, 0.0
    age = max(trail.now - born, 0)
    if born and age < FORGOTTEN:
        line[NEW_HOUR] = exp(-age / HOUR)
        line[NEW_DAY] = exp(-age / DAY)
        line[NEW_DAYS] = exp(-age / NEW)
    line[QUIET] = LONG
    if last:
        line[QUIET] = log(1.0 + max(trail.now - last, 0) / (10 * MINUTE))
    standing.born[place] = born


@in_place
def say(  # a kernel takes what it works on by position
    table: Floats, one: int, values: Floats, base: float, trail: Trail, links: float
) -> None:
    """What rules, companions and neighbours say."""
    rules, last, companions = trail.supports[0], trail.supports[1], trail.supports[2]
    enter(table, one, LINKED, (values[one, members.LINKS] + links) / DOUBT, base)
    table[one, LINKED] *= EDITORS / (EDITORS + max(last - LINK_PRIOR, 0.0))
    enter(table, one, RULES, values[one, members.RULES] * rules / DOUBT, base)
    enter(table, one, LAST_RULES, values[one, members.LAST] * last / DOUBT, base)
    enter(table, one, COMPANIONS, values[one, members.COMPANIONS] * companions / DOUBT, base)
    enter(table, one, DIRECT, values[one, members.DIRECT] / DOUBT, base)
    enter(table, one, ALIKE, values[one, members.ALIKE] / FAINT, base)
    enter(table, one, NEIGHBOURS, values[one, members.NEIGHBOURS] / FAINT, base)
    enter(table, one, LIKENESS, values[one, members.LIKENESS] / FAINT, base)
    enter(table, one, CLOSE, values[one, members.CLOSE] / FAINT, base)
    enter(table, one, RARE, values[one, members.RARE] / FAINTEST, base)


@in_place
def enter(table: Floats, one: int, signal: int, said: float, base: float) -> None:
    if said > 0.0:
        table[one, signal] = log(1.0 + said / base)


@in_place
def raise_(table: Floats, one: int, values: Floats, popular: float, trail: Trail) -> None:
    """How much likelier the steps make it: naive Bayes over steps that have companions."""
    last = -popular if trail.lifting else 0.0
    lift = -popular * trail.lifting
    if values[one, members.LIFT] > 0.0:
        lift += log(values[one, members.LIFT])
    if values[one, members.LAST_LIFT] > 0.0:
        latest = log(values[one, members.LAST_LIFT])
        last += latest
        lift += latest
    table[one, LIFT] = lift
    table[one, LAST_LIFT] = last


@in_place
def mind(table: Floats, one: int, number: int, trail: Trail) -> None:
    """Is it in the trail already? Then hardly anything else counts."""
    steps = len(trail.steps)
    for step in range(steps):
        if trail.steps[step] == number and number >= 0:
            for signal in range(table.shape[1]):
                if signal < LINKED or signal > ALIKE:
                    table[one, signal] = 0.0
            table[one, SEEN] = 1.0
            table[one, PREVIOUS] = 1.0 if step == steps - 2 else 0.0
            return

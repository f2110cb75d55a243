"""The signals: what the learned arrays say of each candidate, as terms of a softmax.

P(next = j) = exp(Σ w · x_j) / Σ over candidates. With b_j the base share of an offer (half of what
is touched ever and lately), a member that says n_j observations enters as log(1 + n_j / (m0 b_j)):
up to a constant this is the log of its share, shrunk to the base with m0 observations. It is zero
where the member does not name the offer, so that with little learned popularity decides.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import in_place
from recommender.elementary import exponential, logarithm
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
"""In the order of the lines of a table of signals."""
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
    rest: Floats,
    values: Floats,
    places: NDArray[np.int64],
    numbers: NDArray[np.int64],
    tallies: Tallies,
    trail: Trail,
    standing: Standing,
    stamp: int,
    links: Floats,
    published: NDArray[np.int64],
) -> None:
    """One line a signal, one column a candidate; but what was fitted says is there already.

    ``rest`` is room for two lines beside them; ``published`` goes by place; ``stamp`` is another
    for each moment and each state of the model. ``links`` are the observed steps that editors'
    links for the buyer's own personas are worth.
    """
    for one in range(len(numbers)):
        number, place = numbers[one], places[one]
        if standing.stamps[place] != stamp:
            stand(standing, place, number, tallies, trail)
            date(standing, place, number, tallies, trail, published[place])
            standing.stamps[place] = stamp
        line = standing.lines[place]
        for signal in range(UNMET):
            table[signal, one] = line[signal]
        table[UNMET, one] = 1.0 if len(trail.steps) and standing.born[place] > trail.last else 0.0
        rest[0, one], rest[1, one] = line[BASE], line[POPULAR]
        hear(table, one, values[one])
    raise_(table[LIFT], table[LAST_LIFT], rest[1], trail.lifting)
    say(table, rest[0], trail, links)
    mind(table, numbers, trail.steps)


@in_place
def stand(standing: Standing, place: int, number: int, tallies: Tallies, trail: Trail) -> None:
    """How much it is touched by anyone, ever and lately; the base share."""
    ever, line = 1.0 / (tallies.totals[TOUCHES] + trail.offers), standing.lines[place]
    line[POPULAR] = 0.0
    if number >= 0:
        ever *= tallies.touched[number] + 1.0
        line[POPULAR] = logarithm(1.0 + tallies.touched[number] / LIFT_PRIOR)
    line[EVER] = logarithm(ever * trail.offers)
    base = ever
    for speed in range(len(HALF_LIVES)):
        fade = trail.fades[speed]
        mass = tallies.masses[number, speed] * fade if number >= 0 else 0.0
        share = (mass + SMOOTHING * ever) / (tallies.mass[speed] * fade + SMOOTHING)
        line[LATELY + speed] = logarithm(share * trail.offers)
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
        line[NEW_HOUR] = exponential(-age / HOUR)
        line[NEW_DAY] = exponential(-age / DAY)
        line[NEW_DAYS] = exponential(-age / NEW)
    line[QUIET] = LONG
    if last:
        line[QUIET] = logarithm(1.0 + max(trail.now - last, 0) / (10 * MINUTE))
    standing.born[place] = born


@in_place
def hear(table: Floats, one: int, values: Floats) -> None:
    """What the members say of a candidate."""
    table[LINKED, one] = values[members.LINKS]
    table[RULES, one] = values[members.RULES]
    table[LAST_RULES, one] = values[members.LAST]
    table[DIRECT, one] = values[members.DIRECT]
    table[ALIKE, one] = values[members.ALIKE]
    table[COMPANIONS, one] = values[members.COMPANIONS]
    table[LIFT, one] = values[members.LIFT]
    table[LAST_LIFT, one] = values[members.LAST_LIFT]
    table[NEIGHBOURS, one] = values[members.NEIGHBOURS]
    table[LIKENESS, one] = values[members.LIKENESS]
    table[RARE, one] = values[members.RARE]
    table[CLOSE, one] = values[members.CLOSE]


@in_place
def say(table: Floats, base: Floats, trail: Trail, links: Floats) -> None:
    """As signals what rules, companions and neighbours say, and the linear model."""
    rules, last, companions = trail.supports[0], trail.supports[1], trail.supports[2]
    doubt = EDITORS / (EDITORS + max(last - LINK_PRIOR, 0.0))
    for one in range(len(links)):
        table[LINKED, one] += links[one]
    enter(table[LINKED], base, 1.0, DOUBT)
    for one in range(len(links)):
        table[LINKED, one] *= doubt
    enter(table[RULES], base, rules, DOUBT)
    enter(table[LAST_RULES], base, last, DOUBT)
    enter(table[DIRECT], base, 1.0, DOUBT)
    enter(table[ALIKE], base, 1.0, FAINT)
    enter(table[COMPANIONS], base, companions, DOUBT)
    enter(table[NEIGHBOURS], base, 1.0, FAINT)
    enter(table[LIKENESS], base, 1.0, FAINT)
    enter(table[RARE], base, 1.0, FAINTEST)
    enter(table[CLOSE], base, 1.0, FAINT)
    for one in range(len(base)):
        table[LINEAR, one] = logarithm(1.0 + max(table[LINEAR, one], 0.0) / FEW)


@in_place
def enter(line: Floats, base: Floats, support: float, doubt: float) -> None:
    for one in range(len(line)):
        line[one] = logarithm(1.0 + line[one] * support / doubt / base[one])


@in_place
def raise_(lift: Floats, last: Floats, popular: Floats, lifting: int) -> None:
    """How much likelier the steps make it: naive Bayes over steps that have companions.

    Of an offer that none of them names the product over the steps is as good as one.
    """
    for one in range(len(lift)):
        last[one] = logarithm(max(last[one], 1.0))
        lift[one] = logarithm(max(lift[one], 1.0)) - popular[one] * lifting + last[one]
        last[one] -= popular[one] * min(lifting, 1)


@in_place
def mind(table: Floats, numbers: NDArray[np.int64], steps: NDArray[np.int64]) -> None:
    """Is it in the trail already? Then hardly anything else counts."""
    table[SEEN:] = 0.0
    for step in range(len(steps)):
        one = spot_of(numbers, steps[step]) if steps[step] >= 0 else -1
        if one >= 0:
            for signal in range(len(table)):
                if signal < LINKED or signal > ALIKE:
                    table[signal, one] = 0.0
            table[SEEN, one] = 1.0
            table[PREVIOUS, one] = 1.0 if step == len(steps) - 2 else 0.0


@in_place
def spot_of(numbers: NDArray[np.int64], number: int) -> int:
    """Where a number stands; -1 if it does not."""
    spot = -1
    for one in range(len(numbers)):
        spot = max(spot, one if numbers[one] == number else -1)
    return spot

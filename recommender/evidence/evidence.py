"""The candidates, their log-odds, and the terms that those are the sum of."""

from math import exp
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.belief import Belief
from recommender.compiled import in_place
from recommender.evidence.asked import Asked
from recommender.evidence.chances import tell
from recommender.evidence.desk import Desk, desk_of
from recommender.evidence.finding import find
from recommender.evidence.lines import RANKED, TERMS
from recommender.evidence.reading import Moment, read_signals
from recommender.evidence.settings import EvidenceSettings
from recommender.evidence.signals import SIGNALS
from recommender.evidence.terms import NOBODY, Ground, fill_terms, note, noted
from recommender.learning.tallies import TOUCHES
from recommender.model.shelf import Served

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

DEFAULTS = EvidenceSettings()


class Terms(NamedTuple):
    table: Floats
    """One line a term, one column a candidate."""
    trail: tuple[str, ...]
    """The offers that the pathway starts from, oldest first."""
    steps: Places
    """The latest of them by number, and by place; -1 of what is not known."""


class Evidence(NamedTuple):
    asked: Asked
    belief: Belief
    places: Places
    """The candidates by their places on the shelf, in ascending order."""
    terms: Terms
    parts: Floats
    """What each weight makes of a term of one; in the order of ``TERMS``."""
    need_weight: float
    common: Floats
    """The log-odds of each candidate under a need that it does not fit at all."""
    expected: Floats
    """The same with its fit to the needs as they are believed: what a plain ranking sorts by."""


def weigh(asked: Asked, belief: Belief, settings: EvidenceSettings = DEFAULTS) -> Evidence:
    desk, view = desk_of(asked.view), asked.view
    ranker, parts = desk.ranker(view.fitted), desk.parts(settings)
    found = find(asked, belief, ranker, settings)
    moment, retrieved = Moment(found.steps[0], asked.now, asked.pause()), found.retrieved
    signals = read_signals(view, moment, retrieved, found.links, asked.shelf.published, ranker)
    count, weights = len(retrieved.places), settings.weights
    table, common, expected = np.empty((len(TERMS), count)), np.empty(count), np.empty(count)
    weigh_up(
        table,
        common,
        expected,
        np.empty((len(RANKED), count)),
        np.empty(len(SIGNALS)),
        signals,
        ranker.weights,
        parts,
        retrieved.places,
        retrieved.numbers,
        found.steps,
        noted(asked),
        belief.whole,
        moment.pause,
        retrieved.supports.rules,
        asked.acting_for,
        settings.learned,
        settings.fade,
        settings.exposures,
        weights.pathway,
        weights.trend,
        weights.newness,
        weights.bias,
        weights.need,
        *_laid(asked, belief, desk),
    )
    terms = Terms(table, found.trail, found.steps)
    return Evidence(asked, belief, retrieved.places, terms, parts, weights.need, common, expected)


def _laid(asked: Asked, belief: Belief, desk: Desk) -> tuple[Any, ...]:
    """What terms are read from, one by one."""
    shelf, tallies = asked.shelf, asked.view.memory.arrays.tallies
    channels = shelf.audience.channels
    choosy = NOBODY if channels.otherwise is None else channels.otherwise
    barred = channels.by_value.get(asked.context.channel, choosy)
    return (
        tallies.totals,
        *belief.serves.served,
        desk.spots,
        *shelf.likeness,
        tallies.shown,
        tallies.taken,
        choosy,
        barred,
        shelf.formats.of_offer,
        np.zeros(len(shelf.formats.names)),
        shelf.forwardable,
    )


@in_place
def weigh_up(  # noqa: PLR0913, PLR0917  # arrays one by one: a tuple of them costs more to hand over
    table: Floats,
    common: Floats,
    expected: Floats,
    room: Floats,
    weighed: Floats,
    signals: Floats,
    weights: Floats,
    parts: Floats,
    places: Places,
    numbers: Places,
    steps: Places,
    notes: Floats,
    whole: Floats,
    pause: int,
    support: float,
    acting_for: float,
    learned: float,
    fade: float,
    exposures: float,
    pathway: float,
    trend: float,
    newness: float,
    bias: float,
    need: float,
    totals: Places,
    starts: Places,
    needs: Places,
    fits: Floats,
    *laid: Any,
) -> None:
    """Fill the table of terms, and what they add up to.

    ``room`` and ``weighed`` are room for chances and for the weights of signals; ``laid`` is what
    the terms of the catalogue are read from.
    """
    ground = Ground(*laid)
    length, served = steps.shape[1], Served(starts, needs, fits)
    unknown, scale = learned / (learned + totals[TOUCHES]), exp(-bias)
    table[:] = 0.0
    tell(
        table,
        room,
        signals,
        weights,
        weighed,
        length,
        pause,
        support,
        pathway,
        trend,
        newness,
        scale,
        unknown,
    )
    for one in range(len(places)):
        ground.spots[places[one]] = one
    fill_terms(table, places, numbers, steps[1], acting_for, fade, exposures, ground)
    note(table, ground.spots, notes)
    for place in places:
        ground.spots[place] = -1
    add_terms(common, table, parts, bias)
    for one in range(len(common)):
        expected[one] = common[one]
    add_needs(expected, places, served, whole, need)


@in_place
def add_terms(common: Floats, table: Floats, parts: Floats, bias: float) -> None:
    common[:] = bias
    for term in range(len(parts)):
        part, line = parts[term], table[term]
        for one in range(len(common)):
            common[one] += part * line[one]


@in_place
def add_needs(
    expected: Floats, places: Places, served: Served, whole: Floats, weight: float
) -> None:
    for one in range(len(places)):
        fit = 0.0
        for entry in range(served.starts[places[one]], served.starts[places[one] + 1]):
            fit += whole[served.needs[entry]] * served.fits[entry]
        expected[one] += weight * fit

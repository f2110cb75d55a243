"""The candidates, their log-odds, and the terms that those are the sum of."""

from functools import lru_cache
from math import exp
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from recommender.belief import Belief
from recommender.compiled import in_place
from recommender.evidence.asked import Asked
from recommender.evidence.chances import tell
from recommender.evidence.finding import Found, find
from recommender.evidence.lines import RANKED, TERMS
from recommender.evidence.ranker import Ranker, ranker
from recommender.evidence.reading import Moment, read_signals
from recommender.evidence.settings import EvidenceSettings, Weights
from recommender.evidence.terms import fill_terms
from recommender.learning import Fitted, View
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
    weights, fitted = settings.weights, _ranker(asked.view)
    found = find(asked, belief, fitted, settings)
    places = found.retrieved.places
    table = np.zeros((len(TERMS), len(places)))
    _tell(asked, found, fitted, settings, table)
    fill_terms(table, asked, found, settings)
    parts = _parts(weights)
    common, expected, whole = np.empty(len(places)), np.empty(len(places)), belief.whole
    served = asked.shelf.served
    sum_up(common, expected, table, parts, places, whole, weights.bias, weights.need, *served)
    terms = Terms(table, found.trail)
    return Evidence(asked, belief, places, terms, parts, weights.need, common, expected)


def _tell(
    asked: Asked, found: Found, fitted: Ranker, settings: EvidenceSettings, table: Floats
) -> None:
    """The lines of what was learned."""
    weights = settings.weights
    moment = Moment(found.steps, asked.now, asked.pause())
    retrieved = found.retrieved
    published = asked.shelf.published
    signals = read_signals(asked.view, moment, retrieved, found.links, published, fitted)
    learned = int(asked.view.memory.arrays.tallies.totals[TOUCHES])
    unknown = settings.learned / (settings.learned + learned)
    tell(
        table,
        np.empty((len(RANKED), len(signals))),
        signals,
        fitted.weights,
        np.empty(signals.shape[1]),
        len(found.steps),
        float(moment.pause),
        weights.pathway,
        weights.trend,
        weights.newness,
        exp(-weights.bias),
        unknown,
    )


_RANKERS: "WeakKeyDictionary[View, tuple[Fitted | None, Ranker]]" = WeakKeyDictionary()


def _ranker(view: View) -> Ranker:
    """What was fitted is made out once for each fit."""
    kept = _RANKERS.get(view)
    if kept is None or kept[0] is not view.fitted:
        kept = _RANKERS[view] = view.fitted, ranker(view.fitted)
    return kept[1]


def adopt(view: View, fitted: Fitted, made: Ranker) -> None:
    """Go by another fit, made out beforehand: no decision waits for that."""
    view.fitted = fitted
    _RANKERS[view] = fitted, made


@lru_cache(maxsize=64)
def _parts(weights: Weights) -> Floats:
    """Those of what was learned are in their lines already."""
    return np.array([1.0 if name in RANKED else getattr(weights, name) for name in TERMS])


@in_place
def sum_up(  # noqa: PLR0913, PLR0917  # arrays one by one: a tuple of them costs more to hand over
    common: Floats,
    expected: Floats,
    table: Floats,
    parts: Floats,
    places: Places,
    whole: Floats,
    bias: float,
    need: float,
    *served: Any,
) -> None:
    common[:] = bias
    for term in range(len(parts)):
        part, line = parts[term], table[term]
        for one in range(len(common)):
            common[one] += part * line[one]
    for one in range(len(common)):
        expected[one] = common[one]
    add_needs(expected, places, Served(*served), whole, need)


@in_place
def add_needs(
    expected: Floats, places: Places, served: Served, whole: Floats, weight: float
) -> None:
    for one in range(len(places)):
        fit = 0.0
        for entry in range(served.starts[places[one]], served.starts[places[one] + 1]):
            fit += whole[served.needs[entry]] * served.fits[entry]
        expected[one] += weight * fit

"""What of a shelf is looked at, and in which order: masks and scores in the order of the shelf."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from graph.questions import OfferFilter
from recommender import Channel, Gate, Instant, LeftOut, NeedShare, Shelf

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

ENOUGH = 0.2
"""The relevance from which an offer is an answer to a search."""
WORDS, NEEDS, TREND = 0.7, 0.2, 0.1
"""What each part weighs where there are words to find."""
NO_WORDS = (0.75, 0.25)
"""What needs and trend weigh where there are none."""
DECISIVE = frozenset({Gate.ELIGIBILITY, Gate.WHOLE_COMPANY_GUARD})
"""The gates that bar an offer even from who looks for it."""
SCALE = 1_000_000
"""Scores are whole millionths, so that a cursor holds them exactly."""


def on_offer(shelf: Shelf, now: Instant) -> Mask:
    """Offered at present, to whomever."""
    return ~shelf.retired & (shelf.starts <= now) & (now < shelf.ends)


def barred(shelf: Shelf, not_for_them: Iterable[LeftOut], channel: Channel | None) -> Mask:
    """What this buyer cannot take. A channel bars only where one was asked for."""
    barred_ones = np.zeros(len(shelf.keys), bool)
    for left_out in not_for_them:
        if left_out.gate in DECISIVE and (channel or left_out.rule != "wrong_channel"):
            barred_ones[shelf.index[left_out.offer]] = True
    return barred_ones


def narrowed(shelf: Shelf, wanted: OfferFilter) -> Mask:
    """Values of one field widen, fields narrow."""
    kept = np.ones(len(shelf.keys), bool)
    if wanted.formats:
        numbers = [n for n, name in enumerate(shelf.formats.names) if name in wanted.formats]
        kept &= np.isin(shelf.formats.of_offer, numbers)
    if wanted.topics:
        about = np.zeros(len(kept), bool)
        for topic in wanted.topics & shelf.topics.keys():
            about[shelf.topics[topic]] = True
        kept &= about
    if wanted.personas or wanted.jobs:
        kept &= _serving(shelf, wanted)
    elsewhere = shelf.audience.channels.to(wanted.channel)
    if elsewhere is not None:
        kept &= ~elsewhere
    return kept


def _serving(shelf: Shelf, wanted: OfferFilter) -> Mask:
    cells = [
        number
        for number, need in enumerate(shelf.cells)
        if (not wanted.personas or need.persona in wanted.personas)
        and (not wanted.jobs or need.job in wanted.jobs)
    ]
    serving: Mask = np.logical_or.reduce(shelf.need[cells] > 0, axis=0)
    return serving


def needs(shelf: Shelf, belief: Iterable[NeedShare]) -> Floats:
    """How well each offer serves the needs that are likely the buyer's, 0 to 1."""
    numbers = {need: number for number, need in enumerate(shelf.cells)}
    served = np.zeros(len(shelf.keys))
    for cell in belief:
        if cell.need in numbers:
            served += cell.share * shelf.need[numbers[cell.need]]
    return served


def score(relevance: Floats | None, served: Floats, trend: Floats) -> NDArray[np.int64]:
    """In millionths."""
    popular = trend / max(float(trend.max(initial=0.0)), 1.0)
    if relevance is None:
        total = NO_WORDS[0] * served + NO_WORDS[1] * popular
    else:
        total = WORDS * relevance + NEEDS * served + TREND * popular
    whole: NDArray[np.int64] = np.rint(total * SCALE).astype(np.int64)
    return whole

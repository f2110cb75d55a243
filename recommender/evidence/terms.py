"""The terms of every offer on the shelf: what is known about it for this buyer at this moment.

All but the need term are the same whatever the buyer's need is. A term of zero says nothing.
"""

from math import log, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.pathway import Shares, shares
from recommender.evidence.settings import EvidenceSettings
from recommender.journey import Journey, strength
from recommender.learning import View
from recommender.model.context import StepContext
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf

Floats = NDArray[np.float64]

TERMS = (
    "pathway", "trend", "newness", "topic", "response",
    "channel", "format", "colleague", "fatigue",
)  # fmt: skip
"""The lines of the table of terms."""
_RATE = 0.05
"""The rate of taking that a workspace is believed to have before any exposure."""


class Asked(NamedTuple):
    """The moment for which terms are worked out."""

    shelf: Shelf
    view: View
    journey: Journey
    context: StepContext
    acting_for: float
    """How far the buyer acts for somebody else."""
    now: Instant


class Terms(NamedTuple):
    table: Floats
    """One line a term, one column an offer."""
    shares: Shares
    trail: tuple[str, ...]
    """The offers that the pathway starts from, oldest first."""
    born: NDArray[np.int64]
    """When each offer came into the world, as far as that is known."""


def terms(asked: Asked, settings: EvidenceSettings) -> Terms:
    trail = _trail(asked)
    table = np.zeros((len(TERMS), len(asked.shelf.keys)))
    found = shares(asked.view, trail, asked.context.motion, asked.now, settings)
    _lift(found.pathway, table[0], settings)
    np.log1p(np.multiply(found.trend, settings.scale, out=table[1]), out=table[1])
    born = _born(asked)
    _newness(asked.now - born, table[2], settings)
    _topic(asked, trail, table[3], settings)
    _response(asked, table[4], settings)
    _channel(asked, table[5])
    _format(asked, trail, table[6])
    if asked.acting_for:
        np.multiply(asked.shelf.forwardable, asked.acting_for, out=table[7])
    _fatigue(asked, table[8])
    return Terms(table, found, trail, born)


def _trail(asked: Asked) -> tuple[str, ...]:
    """Distinct offers by their latest touch, the open page last."""
    keys = dict.fromkeys(
        touch.offer for touch in reversed(asked.journey.trail) if touch.offer is not None
    )
    page = asked.context.page
    if page is None:
        return tuple(reversed(keys))
    keys.pop(page, None)
    return (*reversed(keys), page)


def _lift(share: Floats, line: Floats, settings: EvidenceSettings) -> None:
    """Zero where the share is that of one offer among equals."""
    np.multiply(share, settings.scale, out=line)
    np.log1p(line, out=line)
    line -= log1p(settings.scale / max(len(share), 1))


def _born(asked: Asked) -> NDArray[np.int64]:
    """When each offer was published, or else first seen: being shown makes nothing new again."""
    published = asked.shelf.published
    return np.asarray(np.where(published, published, asked.view.first_seen()))


def _newness(age: NDArray[np.int64], line: Floats, settings: EvidenceSettings) -> None:
    """1 for what came just now, halved with age; 0 where nothing tells the age."""
    np.multiply(age, -log(2.0) / settings.young, out=line)
    np.minimum(line, 0.0, out=line)
    np.exp(line, out=line)


def _topic(asked: Asked, trail: tuple[str, ...], line: Floats, settings: EvidenceSettings) -> None:
    """The cosines to the offers of the trail, the latest above all; then the topics named."""
    index, like = asked.shelf.index, asked.shelf.likeness
    places = [index[key] for key in trail[-10:] if key in index]
    if places:
        fades = settings.fade ** np.arange(len(places) - 1, -1, -1.0)
        weights = like.cosines[places] * (fades / fades.sum())[:, None]
        line += np.bincount(like.places[places].ravel(), weights.ravel(), len(line))
    for key, mass in asked.journey.evidence.items():
        if key.startswith("topic:"):
            about = asked.shelf.topics.get(key.removeprefix("topic:"))
            if about is not None:
                line[about] += min(strength(mass, asked.now), 1.0)


def _response(asked: Asked, line: Floats, settings: EvidenceSettings) -> None:
    """Log-odds of the offer's rate of being taken, against the workspace's rate."""
    shown, taken = asked.view.responses()
    exposed = shown.nonzero()[0]
    if len(exposed):
        shown, taken, prior = shown[exposed], taken[exposed], settings.exposures
        rate = (float(taken.sum()) + prior * _RATE) / (float(shown.sum()) + prior)
        rate = min(max(rate, 1e-3), 1.0 - 1e-3)
        left = np.maximum(shown - taken, 0.0) + prior * (1.0 - rate)
        line[exposed] = np.log((taken + prior * rate) / left) - log(rate / (1.0 - rate))


def _channel(asked: Asked, line: Floats) -> None:
    """1 for what was made for the channel, and not for every channel."""
    audience = asked.shelf.audience.channels
    if audience.otherwise is not None:
        made_for = audience.otherwise & ~audience.by_value[asked.context.channel]
        line[made_for] = 1.0


def _format(asked: Asked, trail: tuple[str, ...], line: Floats) -> None:
    """How much of the trail was of the offer's format."""
    shelf = asked.shelf
    places = [shelf.index[key] for key in trail if key in shelf.index]
    if len(shelf.formats.names) > 1 and places:
        of_offer = shelf.formats.of_offer
        counts = np.bincount(of_offer[places], minlength=len(shelf.formats.names))
        np.take(counts / (len(places) + 2.0), of_offer, out=line)


def _fatigue(asked: Asked, line: Floats) -> None:
    """Exposures without an answer."""
    index = asked.shelf.index
    for key, one in asked.journey.consumption.items():
        place = index.get(key)
        if place is not None:
            line[place] = log1p(max(one.shown - one.count, 0))

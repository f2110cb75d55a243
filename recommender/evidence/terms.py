"""The terms of every offer on the shelf: what is known about it for this buyer at this moment.

All but the need term are the same whatever the buyer's need is. A term of zero says nothing.
"""

from functools import lru_cache
from math import log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.everybody import everybody
from recommender.evidence.settings import EvidenceSettings
from recommender.journey import Journey, strength
from recommender.learning import View
from recommender.model.context import StepContext
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

_LATEST = 10
"""How many offers of the trail are asked for what is like them."""


class Asked(NamedTuple):
    """The moment for which terms are worked out."""

    shelf: Shelf
    view: View
    journey: Journey
    context: StepContext
    acting_for: float
    """How far the buyer acts for somebody else."""
    now: Instant


class Shares(NamedTuple):
    """Probabilities of the next step."""

    pathway: Floats
    """What the trail leaves open goes to what is touched most, and lately; not to zero."""
    learned: Floats
    """The part of it that the trail says."""
    trend: Floats
    """Of what is taken up lately; the sum is less than one."""


class Terms(NamedTuple):
    table: Floats
    """One line a term, one column an offer."""
    shares: Shares
    trail: tuple[str, ...]
    """The offers that the pathway starts from, oldest first."""
    born: Places
    """When each offer came into the world, as far as that is known."""


def terms(asked: Asked, own: Floats, settings: EvidenceSettings) -> Terms:
    """``own`` is how far the buyer is of each persona."""
    trail, view = _trail(asked), asked.view
    read = view.read(trail)
    usual = everybody(view, asked.shelf, asked.now, settings)
    learned = view.learned(trail, read, asked.context.motion)
    said = learned.share.copy()
    _audience(asked, read, own, said, settings)
    pathway = said + learned.rest * usual.open
    table = usual.table.copy()
    _lift(pathway, table[0], settings)
    _topic(asked, trail, table[3], settings)
    _channel(asked, table[5])
    _format(asked, read, table[6])
    if asked.acting_for:
        np.multiply(asked.shelf.forwardable, asked.acting_for, out=table[7])
    _fatigue(asked, table[8])
    return Terms(table, Shares(pathway, said, usual.lately), trail, usual.born)


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


def _audience(
    asked: Asked, read: Places, own: Floats, share: Floats, settings: EvidenceSettings
) -> None:
    """An editor's link for a persona counts as far as the buyer is of it (R19)."""
    targeted = asked.shelf.targeted
    if not targeted:
        return
    for age, source in enumerate(read[::-1][:_LATEST].tolist()):
        for target, persona, part in targeted.get(source, ()):
            share[target] += settings.audience * settings.step_back**age * part * own[persona]


def _lift(share: Floats, line: Floats, settings: EvidenceSettings) -> None:
    """Zero where the share is that of one offer among equals."""
    np.multiply(share, settings.scale, out=line)
    np.log1p(line, out=line)
    line -= log1p(settings.scale / max(len(share), 1))


def _topic(asked: Asked, trail: tuple[str, ...], line: Floats, settings: EvidenceSettings) -> None:
    """The cosines to the offers of the trail, the latest above all; then the topics named."""
    index, like = asked.shelf.index, asked.shelf.likeness
    latest = [index[key] for key in trail[-_LATEST:] if key in index]
    if latest:
        cosines = like.cosines.take(latest, axis=0) * _fades(settings.fade, len(latest))
        line += np.bincount(like.places.take(latest, axis=0).ravel(), cosines.ravel(), len(line))
    for key, mass in asked.journey.evidence.items():
        if key.startswith("topic:"):
            about = asked.shelf.topics.get(key.removeprefix("topic:"))
            if about is not None:
                line[about] += min(strength(mass, asked.now), 1.0)


@lru_cache(maxsize=256)
def _fades(fade: float, steps: int) -> Floats:
    """How much each step counts, oldest first, as a column that adds up to one."""
    fades = fade ** np.arange(steps - 1.0, -1.0, -1.0)[:, None]
    return np.asarray(fades / fades.sum())


def _channel(asked: Asked, line: Floats) -> None:
    """1 for what was made for the channel, and not for every channel."""
    audience = asked.shelf.audience.channels
    if audience.otherwise is not None:
        made_for = audience.otherwise & ~audience.by_value[asked.context.channel]
        line[made_for] = 1.0


def _format(asked: Asked, read: Places, line: Floats) -> None:
    """How much of the trail was of the offer's format."""
    formats = asked.shelf.formats
    if len(formats.names) > 1 and len(read):
        counts = np.bincount(formats.of_offer[read], minlength=len(formats.names))
        np.take(counts / (len(read) + 2.0), formats.of_offer, out=line, mode="clip")


def _fatigue(asked: Asked, line: Floats) -> None:
    """Exposures without an answer."""
    index = asked.shelf.index
    for key, one in asked.journey.consumption.items():
        if one.shown > one.count and key in index:
            line[index[key]] = log1p(one.shown - one.count)

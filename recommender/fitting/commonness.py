"""How common needs are among buyers of whom nothing is known.

Learned from the first offer that each buyer came to by themselves: what a set led to says as much
of the set. Expectation: P(z | offer) in proportion to P(z) P(offer | z), with P(z) = P(persona)
P(job) and P(offer | z) = (tags * fit + 1) / the sum of that over all offers on the shelf: what
there is more of is come to more often, and not needed more. Maximisation: P(persona) and P(job) are
the means of that, with what was believed beforehand as so many more observations.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import TAKEN, Kind

Floats = NDArray[np.float64]

TAGS = 10.0
"""How many observations an editor's tag counts as, against one of anything at all."""
BEFOREHAND = 20.0
"""Observations that the shares believed beforehand are worth."""
ROUNDS = 40
LEDS = frozenset({Kind.SHOWN, Kind.CLICKED})


class Commonness(NamedTuple):
    """Shares by key; each adds up to one."""

    personas: tuple[tuple[str, float], ...]
    jobs: tuple[tuple[str, float], ...]


def first_touches(acts: Iterable[Interaction]) -> list[str]:
    """The offers that buyers came to first, save those whom a set had led before."""
    first: dict[object, str | None] = {}
    for act in acts:
        if act.kind in LEDS:
            first.setdefault(act.buyer, None)
        elif act.kind in TAKEN and act.offer is not None:
            first.setdefault(act.buyer, act.offer)
    return [offer for offer in first.values() if offer is not None]


def fit_commonness(first: Iterable[str], shelf: Shelf) -> Commonness:
    """``first`` are the offers that buyers came to first, by themselves."""
    shape = len(shelf.personas), len(shelf.jobs)
    heard = (TAGS * np.asarray(shelf.need, np.float64) + 1.0) / (TAGS + 1.0)
    places = [shelf.index[key] for key in first if key in shelf.index]
    there = heard.sum(axis=1)
    likely = (heard[:, places] / there[:, None]).T.reshape(-1, *shape)
    before = shelf.persona_shares, np.full(shape[1], 1.0 / max(shape[1], 1))
    own, job = before
    for _ in range(ROUNDS):
        joint = np.multiply.outer(own, job) * likely
        joint /= joint.sum(axis=(1, 2), keepdims=True)
        own = _mean(before[0], joint.sum(axis=(0, 2)))
        job = _mean(before[1], joint.sum(axis=(0, 1)))
    return Commonness(
        tuple(zip([persona.key for persona in shelf.personas], own.tolist(), strict=True)),
        tuple(zip([one.key for one in shelf.jobs], job.tolist(), strict=True)),
    )


def _mean(before: Floats, seen: Floats) -> Floats:
    total = BEFOREHAND * before + seen
    return np.asarray(total / total.sum())

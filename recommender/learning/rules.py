"""What follows the latest steps of a trail, the last one above all."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.learning.blend import Blend
from recommender.learning.counts import EMPTY, Segment
from recommender.learning.layout import Layout
from recommender.learning.share import Share
from recommender.model.vocabulary import Motion

LATEST = 6
"""How many steps the rules look back on; older ones would count for less than a hundredth."""
FADE = 0.4
"""How much less each step back counts."""
MOTION_PRIOR = 10.0
"""How many steps of one motion weigh as much as all motions together (R8)."""


class Parts:
    """Rows, each with its factor; those without evidence are left out."""

    __slots__ = ("_factors", "_rows")

    def __init__(self) -> None:
        self._rows: list[Segment] = []
        self._factors: list[float] = []

    def take(self, row: Segment, factor: float) -> None:
        if row.total:
            self._rows.append(row)
            self._factors.append(factor)

    def sum(self, places: NDArray[np.int64], size: int) -> NDArray[np.float64]:
        return Blend(self._rows, places, size).sum(self._factors)


def rules(layout: Layout, trail: Sequence[str], motion: Motion | None) -> Share:
    """Σ over steps of FADE^age · P(next | step), divided by Σ FADE^age.

    Only steps that anything is known of count. P mixes what followed in this motion with what
    followed in any, and that with the editors' links, each by its number of observations.
    """
    seen, linked = Parts(), Parts()
    known = support = 0.0
    for age, key in enumerate(reversed(trail[-LATEST:])):
        whole, apart, links = _sequels(layout, key, motion)
        evidence = whole.total + links.total
        if evidence == 0.0:
            continue
        weight = FADE**age
        shrunk = weight * MOTION_PRIOR / (MOTION_PRIOR + apart.total) / evidence
        seen.take(whole, shrunk)
        seen.take(apart, weight / (MOTION_PRIOR + apart.total))
        linked.take(links, shrunk)
        known += weight
        support += weight * evidence
    if known == 0.0:
        return Share(np.zeros(layout.size), 0.0)
    share = seen.sum(layout.places(), layout.size)
    share += linked.sum(layout.own, layout.size)
    return Share(share / known, support / known)


def _sequels(layout: Layout, key: str, motion: Motion | None) -> tuple[Segment, Segment, Segment]:
    """What followed an offer in any motion and in this one, and where its links lead."""
    counts = layout.tallies.motions.get(motion) if motion is not None else None
    apart = EMPTY if counts is None else layout.row(counts, key)
    return layout.row(layout.tallies.sequels, key), apart, layout.links(key)

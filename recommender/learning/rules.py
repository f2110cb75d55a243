"""What follows the latest steps of a trail, the last one above all."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.learning.blend import Blend
from recommender.learning.counts import EMPTY, Segment
from recommender.learning.layout import Layout
from recommender.learning.share import Share
from recommender.model.vocabulary import Motion

LATEST = 10
"""How many steps of a trail the rules look back on."""
FADE = 0.4
"""How much less each step back counts."""
MOTION_PRIOR = 10.0
"""How many steps of one motion weigh as much as all motions together (R8)."""


class Part(NamedTuple):
    row: Segment
    factor: float


def rules(layout: Layout, trail: Sequence[str], motion: Motion | None) -> Share:
    """Σ over steps of FADE^age · P(next | step), divided by Σ FADE^age.

    Only steps that anything is known of count. P mixes what followed in this motion with what
    followed in any, and that with the editors' links, each by its number of observations.
    """
    seen, linked = list[Part](), list[Part]()
    known = support = 0.0
    for age, key in enumerate(reversed(trail[-LATEST:])):
        whole, apart, links = _sequels(layout, key, motion)
        evidence = whole.total + links.total
        if evidence == 0.0:
            continue
        weight = FADE**age
        shrunk = weight * MOTION_PRIOR / (MOTION_PRIOR + apart.total) / evidence
        seen += [Part(whole, shrunk), Part(apart, weight / (MOTION_PRIOR + apart.total))]
        linked.append(Part(links, shrunk))
        known += weight
        support += weight * evidence
    if known == 0.0:
        return Share(np.zeros(layout.size), 0.0)
    share = _sum(seen, layout.places(), layout.size)
    share += _sum(linked, layout.own, layout.size)
    return Share(share / known, support / known)


def _sum(parts: Sequence[Part], places: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    some = [part for part in parts if part.row.total]
    return Blend([part.row for part in some], places, size).sum([part.factor for part in some])


def _sequels(layout: Layout, key: str, motion: Motion | None) -> tuple[Segment, Segment, Segment]:
    """What followed an offer in any motion and in this one, and where its links lead."""
    counts = layout.tallies.motions.get(motion) if motion is not None else None
    apart = EMPTY if counts is None else layout.row(counts, key)
    return layout.row(layout.tallies.sequels, key), apart, layout.links(key)

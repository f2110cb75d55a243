"""Which step comes next on this path: what trails, editors' links and popularity say together.

The constants are defaults measured on four logs at once (see benchmarks/real_input/README.md).
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.learning.blend import Blend
from recommender.learning.counts import EMPTY, Segment
from recommender.learning.layout import Layout
from recommender.model.vocabulary import Motion

Floats = NDArray[np.float64]

LATEST = 10
"""How many steps of a trail the rules look back on."""
FADE = 0.4
"""How much less each step back counts."""
MOTION_PRIOR = 10.0
"""How many steps of one motion weigh as much as all motions together (R8)."""
BESIDE = 20
"""How many offers of a trail are asked for their companions."""
LIFT_PRIOR = 60.0
"""With how many trails of indifference to others each offer starts."""
LIFT_WEIGHT = 0.4
"""How far one earlier step is believed; n of them are believed √n times as far, not n times."""
COMPANIONS = 0.35
"""The part of companions in a pathway; rules have the rest."""
POPULARITY_PRIOR = 30.0
"""How many observations weigh as much as what everybody touches."""


class Share(NamedTuple):
    """How probable each offer is as the next step, and how many observations say so."""

    share: Floats
    support: float


class Pathway(NamedTuple):
    """A share, and what it is made of."""

    share: Floats
    support: float
    learned: Floats
    """The part that the trail says; it adds up to ``1 - rest``."""
    rest: float
    """What the trail leaves open. In ``share`` it goes to what is touched most."""


def rules(layout: Layout, trail: Sequence[str], motion: Motion | None) -> Share:
    """What follows the latest steps, the last one above all.

    Σ over steps of FADE^age · P(next | step), divided by Σ FADE^age over the steps that anything
    is known of. P mixes what followed in this motion with what followed in any, and that with
    the editors' links, each by its number of observations.
    """
    seen, linked = Blend(), Blend()
    known = support = 0.0
    for age, key in enumerate(reversed(trail[-LATEST:])):
        whole, apart, links = _sequels(layout, key, motion)
        evidence = whole.total + links.total
        if evidence == 0.0:
            continue
        weight = FADE**age
        shrunk = weight * MOTION_PRIOR / (MOTION_PRIOR + apart.total) / evidence
        seen.take(whole, shrunk)
        linked.take(links, shrunk)
        seen.take(apart, weight / (MOTION_PRIOR + apart.total))
        known += weight
        support += weight * evidence
    if known == 0.0:
        return Share(np.zeros(layout.size), 0.0)
    share = seen.sum(layout.places(), layout.size) + linked.sum(layout.own, layout.size)
    return Share(share / known, support / known)


def companions(layout: Layout, trail: Sequence[str]) -> Share:
    """What occurs in the same trails as the latest offers, in whatever order."""
    rows = [layout.row(layout.tallies.companions, key) for key in trail[-BESIDE:]]
    found = [row for row in rows if row.total]
    if not found:
        return Share(np.zeros(layout.size), 0.0)
    blend = Blend()
    for row in found:
        blend.take(row, 1.0 / row.total / len(found))
    support = sum(row.total for row in found) / len(found)
    return Share(blend.sum(layout.places(), layout.size), support)


def pathway(layout: Layout, trail: Sequence[str], motion: Motion | None) -> Pathway:
    """The probability of each offer as the next step that is not yet in the trail.

    A convex mixture: rules, sharpened by the earlier steps; companions; and popularity, which
    has what the evidence for the other two leaves over, n0 / (n + n0) of each. Shares add up to
    one, save for offers that are no longer on the shelf.
    """
    follows = rules(layout, trail, motion)
    beside = companions(layout, trail)
    counted = touched(layout)
    seen = [place for key in trail if (place := layout.shelf.index.get(key)) is not None]
    likely, near = _without(follows.share, seen), _without(beside.share, seen)
    _sharpen(likely, layout, trail[:-1], counted)
    follows_part = (1.0 - COMPANIONS) * _trust(likely, follows.support)
    near_part = COMPANIONS * _trust(near, beside.support)
    learned = follows_part * _scaled(likely) + near_part * _scaled(near)
    rest = 1.0 - follows_part - near_part
    return Pathway(learned + rest * _scaled(counted + 1.0), follows.support, learned, rest)


def _sharpen(share: Floats, layout: Layout, earlier: Sequence[str], counted: Floats) -> None:
    """Multiply each share by how much more, or less, likely the earlier steps make the offer.

    Π over steps i of ((LIFT_PRIOR + n_ij / q_i) / (LIFT_PRIOR + n_j)) ^ (LIFT_WEIGHT / √steps),
    with n_j trails that hold j, n_ij of them with i too, and q_i the part of all trails that
    hold i. It is 1 where i tells nothing of j.
    """
    tallies, blend, steps = layout.tallies, Blend(), 0
    for key in earlier[-BESIDE:]:
        row = layout.row(tallies.companions, key)
        if row.total:
            held = (tallies.touched[tallies.numbers[key]] + 1.0) / (tallies.visits + 2.0)
            blend.take(row, 1.0 / (held * LIFT_PRIOR))
            steps += 1
    if not steps:
        return
    at = np.flatnonzero(share)
    together = blend.logs(layout.places(), layout.size)[at]
    alone = steps * np.log(1.0 + counted[at] / LIFT_PRIOR)
    share[at] *= np.exp(LIFT_WEIGHT / sqrt(steps) * (together - alone))


def touched(layout: Layout) -> Floats:
    """In how many trails each offer occurs."""
    return layout.laid(np.array(layout.tallies.touched, np.float64))


def _without(share: Floats, seen: list[int]) -> Floats:
    share[seen] = 0.0
    return share


def _scaled(share: Floats) -> Floats:
    """The same, adding up to one; all zero stays all zero."""
    total = float(share.sum())
    return share / total if total > 0.0 else share


def _trust(share: Floats, support: float) -> float:
    return support / (support + POPULARITY_PRIOR) if share.any() else 0.0


def _sequels(layout: Layout, key: str, motion: Motion | None) -> tuple[Segment, Segment, Segment]:
    """What followed an offer in any motion and in this one, and where its links lead."""
    counts = layout.tallies.motions.get(motion) if motion is not None else None
    apart = EMPTY if counts is None else layout.row(counts, key)
    return layout.row(layout.tallies.sequels, key), apart, layout.links(key)

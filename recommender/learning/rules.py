"""What follows the latest steps of a trail, the last one above all."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from recommender.learning.blend import blend, entry, ready
from recommender.learning.layout import EMPTY, Layout, Placed
from recommender.learning.share import Share
from recommender.learning.tables import APART, MOTIONS, SEQUELS
from recommender.model.vocabulary import Motion

LATEST = 6
"""How many steps the rules look back on; older ones would count for less than a hundredth."""
FADE = 0.4
"""How much less each step back counts."""
MOTION_PRIOR = 10.0
"""How many steps of one motion weigh as much as all motions together (R8)."""


class Sequel(NamedTuple):
    """P(next | step) for one step."""

    row: Placed
    """Its total is the number of observations."""
    counted: float
    """The totals of what it was made from; they grow with every count."""


class Rules:
    """P(next | step) for each offer and motion, kept until steps from the offer are counted."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._kept: dict[tuple[str, Motion | None], Sequel] = {}

    def share(self, trail: Sequence[str], motion: Motion | None) -> Share:
        """Σ over steps of FADE^age · P(next | step), divided by Σ FADE^age.

        Only steps that anything is known of count.
        """
        rows, fades = [], []
        for age, key in enumerate(reversed(trail[-LATEST:])):
            row = self._sequel(key, motion)
            if row.total:
                rows.append(row)
                fades.append(FADE**age)
        known = sum(fades) or 1.0
        parts = [fade / known for fade in fades]
        support = sum([part * row.total for part, row in zip(parts, rows, strict=True)])
        return Share(blend(rows, self._layout.size).weighted(np.array(parts)), support)

    def origins(
        self, trail: Sequence[str], motion: Motion | None, places: Sequence[int]
    ) -> list[str | None]:
        """For each of some offers the step that leads there above all; ``None`` if none does."""
        steps = [
            (key, FADE**age, self._sequel(key, motion))
            for age, key in enumerate(reversed(trail[-LATEST:]))
        ]
        found: list[str | None] = []
        for place in places:
            led = [(fade * entry(row, place, self._layout.size), key) for key, fade, row in steps]
            most, origin = max(led, default=(0.0, ""))
            found.append(origin if most > 0.0 else None)
        return found

    def _sequel(self, key: str, motion: Motion | None) -> Placed:
        layout = self._layout
        number = layout.memory.numbers.get(key, -1)
        apart = None if motion is None else APART + MOTIONS.index(motion)
        counted = layout.total(SEQUELS, number)
        if apart is not None:
            counted += layout.total(apart, number)
        kept = self._kept.get((key, motion))
        if kept is None or kept.counted != counted:
            row = ready(self._mixed(key, number, apart), layout.size)
            kept = Sequel(row, counted)
            if kept.row.total:  # of keys that nobody knows there is no end
                self._kept[key, motion] = kept
        return kept.row

    def _mixed(self, key: str, number: int, table: int | None) -> Placed:
        """What followed in this motion, with what followed in any, and that with editors' links.

        Each has a part by its number of observations.
        """
        layout = self._layout
        whole = layout.row(SEQUELS, number)
        apart = EMPTY if table is None else layout.row(table, number)
        links = layout.links(key)
        evidence = whole.total + links.total
        if evidence == 0.0:
            return EMPTY
        own = 1.0 / (MOTION_PRIOR + apart.total)
        any_motion = MOTION_PRIOR * own / evidence
        return Placed(
            np.concatenate([whole.places, links.places, apart.places]),
            np.concatenate(
                [whole.weights * any_motion, links.weights * any_motion, apart.weights * own]
            ),
            evidence,
        )

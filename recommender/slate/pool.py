"""All that a draw needs, and nothing else: it is recorded, and replayed from the record alone.

Log-odds, fits and shares are whole millionths. They are rounded before the draw and not after it,
so that a record is short and a replay exact.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Points = tuple[tuple[float, float], ...]

MILLION = 1_000_000
RULES = 2
"""The version of the rules by which steps are drawn now, and of the record itself."""


class Limit(NamedTuple):
    """At most so many of these offers fit into one set."""

    most: int
    places: tuple[int, ...]


class Law(NamedTuple):
    """How steps are drawn from a pool."""

    size: int
    """Of the whole set, pinned steps and all."""
    explore: bool
    epsilon: float
    temperature: float
    floor: float


class Pool(NamedTuple):
    keys: Sequence[str]
    """The offers that may be drawn, best first."""
    odds: Whole
    """Of each the log-odds that any buyer at this moment takes it,"""
    fits: Whole
    """and what each need adds to them; one line an offer, the unknown need last."""
    shares: Whole
    """The belief over the needs."""
    limits: tuple[Limit, ...]
    law: Law
    seed: str
    """In hexadecimal."""
    pinned: tuple[int, ...] = ()
    """The places of what an editor has set, in order: ahead of what is drawn, and outside of it."""
    told: Points = ()
    """Points of the map from the chance of a set to the one that is told."""

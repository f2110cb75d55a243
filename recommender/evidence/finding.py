"""Candidates for a moment, with all that was retrieved for its trail."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from recommender.belief import Belief
from recommender.evidence.asked import NOWHERE, Asked
from recommender.evidence.ranker import Ranker
from recommender.evidence.settings import EvidenceSettings
from recommender.learning.layout import LINK_PRIOR
from recommender.learning.retrieval.candidates import ALL
from recommender.learning.retrieval.retrieved import Retrieved
from recommender.learning.trails import LENGTH
from recommender.model.shelf import Shelf

Places = NDArray[np.int64]
Floats = NDArray[np.float64]

NEAR = 4
"""So many of the latest steps bring in what is nearest to them, in trails and in words."""
SUITED = 6
"""So many offers are candidates because they suit one of the likeliest needs best."""


class Found(NamedTuple):
    trail: tuple[str, ...]
    """Keys of its offers, oldest first."""
    steps: Places
    """The latest of them by number, and by place; -1 of what is not known."""
    retrieved: Retrieved
    links: Floats
    """How many observed steps an editor's links for the buyer's own personas are worth (R19)."""


def find(asked: Asked, belief: Belief, ranker: Ranker, settings: EvidenceSettings) -> Found:
    trail, shelf = asked.trail(), asked.shelf
    latest = trail[-LENGTH:]
    open_ = _all(len(shelf.keys)) if asked.open is None else asked.open
    linked = _linked(asked, latest, belief.own, settings)
    also = NOWHERE if len(open_) <= ALL else _also(asked, trail[-NEAR:], belief, ranker, linked)
    retrieved = asked.view.retriever.retrieve(trail, open_, asked.now, asked.context.motion, also)
    links = np.zeros(len(retrieved.places))
    for target, worth in linked.items():
        links[retrieved.places == target] = worth
    return Found(trail, retrieved.steps, retrieved, links)


@lru_cache(maxsize=16)
def _all(size: int) -> NDArray[np.bool_]:
    return np.ones(size, np.bool_)


def _linked(
    asked: Asked, latest: tuple[str, ...], own: Floats, settings: EvidenceSettings
) -> dict[int, float]:
    """An editor's link for a persona counts as far as the buyer is of it."""
    found: dict[int, float] = {}
    targeted, index = asked.shelf.targeted, asked.shelf.index
    if targeted:
        for age, key in enumerate(reversed(latest)):
            for target, persona, part in targeted.get(index.get(key, -1), ()):
                worth = LINK_PRIOR * settings.step_back**age * part * float(own[persona])
                found[target] = found.get(target, 0.0) + worth
    return found


def _also(
    asked: Asked,
    latest: tuple[str, ...],
    belief: Belief,
    ranker: Ranker,
    linked: Iterable[int],
) -> Places:
    """What no row of counts and no ranking of everybody's brings in."""
    shelf, view = asked.shelf, asked.view
    numbers = view.memory.numbers
    known = np.array([numbers.get(key, -1) for key in latest], np.int64)
    known = known[(known >= 0) & (known < len(ranker.nearest))]
    near = ranker.nearest[known].ravel()
    index = shelf.index
    read = [index[key] for key in latest if key in index]
    parts = [
        asked.also,
        view.retriever.placed(near[near >= 0]),
        shelf.likeness.places[read].ravel(),
        suited(shelf)[belief.kept].ravel(),
        np.array(list(linked), np.int64),
    ]
    return np.concatenate(parts)


_SUITED: "WeakKeyDictionary[Shelf, Places]" = WeakKeyDictionary()


def suited(shelf: Shelf) -> Places:
    """For each need the offers that fit it best, of equals the first; one line a need."""
    found = _SUITED.get(shelf)
    if found is None:
        order = np.argsort(-shelf.fits, axis=0, kind="stable")[:SUITED]
        found = _SUITED[shelf] = np.ascontiguousarray(order.T)
    return found

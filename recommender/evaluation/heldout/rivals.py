"""What any site could show without a recommender, under the same gates."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.learning import View
from recommender.model.shelf import Shelf


def popular(view: View, passed: NDArray[np.bool_], size: int) -> list[int]:
    """What occurs in most trails; of equals the first on the shelf."""
    touched = view.touched()
    order = (-touched).argsort(kind="stable")
    best = order[passed[order] & (touched[order] > 0.0)]
    found: list[int] = best[:size].tolist()
    return found


def linked(shelf: Shelf, trail: Sequence[str], passed: NDArray[np.bool_], size: int) -> list[int]:
    """Where the editor's links lead from the latest offer, then from the one before, and so on."""
    found: dict[int, None] = {}
    for key in reversed(trail):
        if len(found) >= size:
            break
        if key in shelf.index:
            found.update(dict.fromkeys(_targets(shelf, shelf.index[key], passed)))
    return list(found)[:size]


def _targets(shelf: Shelf, source: int, passed: NDArray[np.bool_]) -> list[int]:
    """The heaviest link first."""
    start, end = shelf.link_starts[source : source + 2].tolist()
    targets, weights = shelf.link_targets[start:end], shelf.link_weights[start:end]
    order = (-weights).argsort(kind="stable")
    return [target for target in targets[order].tolist() if passed[target]]

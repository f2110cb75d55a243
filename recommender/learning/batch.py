"""Interactions as the parallel arrays that the fold runs over."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.learning.fold import DISMISSED, SHOWN, TAKEN, TOUCH, Acts
from recommender.learning.tables import ANY, MOTIONS
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import TAKEN as TAKEN_KINDS
from recommender.model.vocabulary import TOUCHES, Kind, Motion

_BITS = {
    **{kind: TOUCH | (TAKEN if kind in TAKEN_KINDS else 0) for kind in TOUCHES},
    Kind.SHOWN: SHOWN,
    Kind.DISMISSED: DISMISSED,
}
_MOTIONS: dict[Motion | None, int] = {None: ANY} | {
    motion: number for number, motion in enumerate(MOTIONS)
}
_LATEST = 2**53
"""Times beyond are no times; up to here they are exact as floats too."""


class Batch(NamedTuple):
    acts: Acts
    fresh: list[str]
    """Offers that were unknown, in the order of their numbers."""


def batch(interactions: Iterable[Interaction], numbers: Mapping[str, int]) -> Batch:
    """What of them teaches anything: acts on an offer. Nothing is learned, nothing changed yet.

    Raises:
        TypeError: an offer is no text, or a time no whole number.
        ValueError: a time is beyond all reason.
    """
    acts = [one for one in interactions if one.offer is not None and one.kind in _BITS]
    keys = [key for one in acts if (key := one.offer) is not None]
    added: dict[str, int] = {}
    offers = [
        numbers[key] if key in numbers else added.setdefault(key, len(numbers) + len(added))
        for key in keys
    ]
    if not all(isinstance(key, str) for key in added):
        raise TypeError("an offer is named by a text")
    ids = b"".join([one.buyer.int.to_bytes(16, "big") for one in acts])
    return Batch(
        Acts(
            buyers=np.frombuffer(ids, ">i8").astype(np.int64).reshape(-1, 2),
            offers=np.array(offers, np.int32),
            times=_times([one.at for one in acts]),
            kinds=np.array([_BITS[one.kind] for one in acts], np.uint8),
            motions=np.array([_MOTIONS[one.motion] for one in acts], np.int8),
        ),
        list(added),
    )


def _times(times: list[int]) -> NDArray[np.int64]:
    found = np.array(times) if times else np.empty(0, np.int64)
    if found.dtype.kind != "i":
        raise TypeError("a time is a whole number of milliseconds")
    if len(found) and max(-int(found.min()), int(found.max())) > _LATEST:
        raise ValueError("a time is out of all bounds")
    return found.astype(np.int64, copy=False)

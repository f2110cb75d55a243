"""Running every loop once, so that no act and no question waits until it is compiled or loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from recommender.learning.checkpoint import decode_model, encode_model
from recommender.learning.model import Model
from recommender.learning.retrieval.candidates import ALL
from recommender.model.instant import DAY, Instant
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Kind, Motion


@dataclass(frozen=True, eq=False)
class Plain:
    """A shelf of nothing but keys and links."""

    keys: tuple[str, ...]
    index: Mapping[str, int]
    link_starts: NDArray[np.int64]
    link_targets: NDArray[np.int64]
    link_weights: NDArray[np.float64]


def warm() -> None:
    """On a model of two acts and a shelf that is just too long to look at in whole."""
    keys = tuple(str(place) for place in range(ALL + 1))
    starts = np.minimum(np.arange(ALL + 2), 1)
    index = {key: place for place, key in enumerate(keys)}
    shelf = Plain(keys, index, starts, np.ones(1, np.int64), np.ones(1))
    model = Model.empty()
    model.follow(_act(key, kind) for key in keys[:2] for kind in (Kind.SHOWN, Kind.VIEWED))
    again = decode_model(encode_model(model)).view(shelf)
    for open_ in (np.ones(ALL + 1, np.bool_), np.zeros(ALL + 1, np.bool_)):
        again.retriever.retrieve(keys[:3], open_, Instant(DAY), Motion.RENEWAL)
    again.retriever.origins(again.retriever.steps(keys[:3]), Motion.RENEWAL, (1, 2))


def _act(key: str, kind: Kind) -> Interaction:
    nobody = UUID(int=0)
    return Interaction(nobody, nobody, kind, Instant(DAY), offer=key, motion=Motion.RENEWAL)

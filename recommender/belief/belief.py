"""A belief over needs, and what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.belief.serving import Laid
from recommender.journey import Touch
from recommender.model.catalogue import Need, Persona
from recommender.model.decision import NeedShare

Floats = NDArray[np.float64]


class Heard(NamedTuple):
    """What one act said about one need."""

    touch: Touch
    log_ratio: float
    """Log of how much likelier the act is under this need than on average over all needs."""


@dataclass(frozen=True, slots=True)
class NeedShares:
    """Shares of need, likeliest first and the unknown one last; each is made when it is read."""

    cells: tuple[Need, ...]
    places: tuple[int, ...]
    shares: tuple[float, ...]
    unknown: float

    def __len__(self) -> int:
        return len(self.places) + 1

    def __iter__(self) -> Iterator[NeedShare]:
        for place, share in zip(self.places, self.shares, strict=True):
            yield NeedShare(self.cells[place], share)
        yield NeedShare(None, self.unknown)

    def __contains__(self, item: object) -> bool:
        return any(item == share for share in self)


class Belief(NamedTuple):
    """Shares of need. What is kept sums to one together with ``unknown``."""

    cells: tuple[Need, ...]
    """All needs of the workspace."""
    whole: Floats
    """The share of each of them."""
    kept: NDArray[np.int64]
    """The places of the likeliest, likeliest first: what a set is chosen for."""
    shares: Floats
    """Their shares."""
    unknown: float
    """The share of a need that the workspace has no word for, and of those not kept."""
    personas: tuple[Persona, ...]
    serves: Laid
    """What offers serve: by this acts were heard, and by this a set is chosen."""
    own: Floats
    """Who the buyer is, by persona."""
    acting_for: Floats
    """On whose behalf the buyer acts beside that, by persona (R22); less than one in all."""
    touches: tuple[Touch, ...]
    likelihoods: Floats
    """Of each touch that was heard, under each need."""

    def listed(self) -> NeedShares:
        """The kept needs, then the unknown one."""
        kept, shares = self.kept.tolist(), self.shares.tolist()
        return NeedShares(self.cells, tuple(kept), tuple(shares), self.unknown)

    def because(self, need: Need) -> tuple[Heard, ...]:
        """Each act's log-likelihood ratio for a need, oldest first."""
        place = self.cells.index(need)
        ratios = np.log(self.likelihoods[:, place] / self.likelihoods.mean(axis=1))
        return tuple(map(Heard, self.touches, ratios.tolist()))

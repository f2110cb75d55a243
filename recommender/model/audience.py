"""Who may see which offer, laid out as one mask for each value that can bar some."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.model.catalogue import Offer
from recommender.model.vocabulary import Channel, Motion, Relation

Mask = NDArray[np.bool_]


class Barred(NamedTuple):
    """Offers that name whom they are for, and so bar all others."""

    by_value: Mapping[str, Mask]
    otherwise: Mask | None
    """For a value that no offer names; ``None`` while no offer bars anybody."""

    def to(self, value: str | None) -> Mask | None:
        """The offers barred to this value. One that is not known bars none."""
        return None if value is None else self.by_value.get(value.casefold(), self.otherwise)


class Audience(NamedTuple):
    channels: Barred
    motions: Barred
    relations: Barred
    verticals: Barred
    locales: Barred

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> "Audience":
        def barred(values: Iterable[str], named: Callable[[Offer], Collection[str]]) -> Barred:
            return _barred(values, [_folded(named(offer)) for offer in offers])

        verticals = _folded(value for offer in offers for value in offer.verticals)
        locales = _folded(value for offer in offers for value in offer.locales)
        return cls(
            barred(Channel, lambda offer: offer.channels),
            barred(Motion, lambda offer: offer.motions),
            barred(Relation, lambda offer: offer.relations),
            barred(sorted(verticals), lambda offer: offer.verticals),
            barred(sorted(locales), lambda offer: offer.locales),
        )


def _folded(values: Iterable[str]) -> frozenset[str]:
    """An editor's spelling and a buyer's differ in case at times."""
    return frozenset(value.casefold() for value in values)


def _barred(values: Iterable[str], named: Sequence[Collection[str]]) -> Barred:
    otherwise = np.array([bool(names) for names in named], bool)
    if not otherwise.any():
        return Barred({}, None)
    masks = {
        value: np.array([bool(names) and value not in names for names in named], bool)
        for value in values
    }
    return Barred(masks, otherwise)

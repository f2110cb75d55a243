"""What offers serve: as editors tagged it, or as was learned from who takes them up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from recommender.model.shelf import Served, Shelf

Floats = NDArray[np.float64]
Fits = NDArray[np.float32]


class Laid(NamedTuple):
    """In the order of a shelf."""

    fits: Fits
    """How well each offer serves each need: 1 as an editor's tag says, and more or less."""
    served: Served
    odds: Floats
    """Of each offer, what its own draw adds to the log-odds of being taken when shown."""


class Offer(NamedTuple):
    """Of one offer."""

    key: str
    odds: float
    fits: tuple[tuple[int, float], ...]
    """By the places of needs; it serves no others."""


@dataclass(frozen=True)
class Serving:
    """Its hash is of one number: every decision asks for it."""

    needs: tuple[tuple[str, str], ...] = field(default=(), hash=False)
    """Persona and job of each, by key."""
    worth: float = 1.0
    """Times what editors tagged, where nothing was learned of an offer."""
    offers: tuple[Offer, ...] = field(default=(), hash=False)
    _laid: "WeakKeyDictionary[Shelf, Laid]" = field(
        default_factory=WeakKeyDictionary, init=False, repr=False, compare=False
    )

    def on(self, shelf: Shelf) -> Laid:
        """Made once for each shelf."""
        found = self._laid.get(shelf)
        if found is None:
            found = self._laid[shelf] = _lay(self, shelf)
        return found

    def facts(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"needs": self.needs, "worth": self.worth, "offers": self.offers}

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> "Serving":
        """Raises: LookupError, TypeError, ValueError."""
        return cls(
            tuple([(str(persona), str(job)) for persona, job in facts["needs"]]),
            float(facts["worth"]),
            tuple([_offer(*one) for one in facts["offers"]]),
        )


TAGGED = Serving()
"""Nothing was learned."""


def _offer(key: Any, odds: Any, fits: Any) -> Offer:
    return Offer(str(key), float(odds), tuple([(int(need), float(fit)) for need, fit in fits]))


def _lay(serving: Serving, shelf: Shelf) -> Laid:
    """What is there no more is left aside: offers, personas and jobs come and go."""
    odds = np.zeros(len(shelf.keys))
    if serving.worth == 1.0 and not serving.offers:
        return Laid(shelf.fits, shelf.served, odds)
    columns = {(cell.persona, cell.job): column for column, cell in enumerate(shelf.cells)}
    fits = (shelf.fits * serving.worth).astype(np.float32)
    for key, own, learned in serving.offers:
        place = shelf.index.get(key)
        if place is None:
            continue
        odds[place], fits[place] = own, 0.0
        for need, fit in learned:
            column = columns.get(serving.needs[need])
            if column is not None:
                fits[place, column] = fit
    return Laid(fits, Served.of(fits), odds)

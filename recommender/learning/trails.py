"""What each buyer touched lately: the context in which the next touch teaches."""

from bisect import bisect_right
from collections import OrderedDict
from typing import NamedTuple

from recommender.model.instant import DAY, Instant

LENGTH = 20
"""How many offers a trail remembers."""
PENDING = 40
"""How many offers shown and not yet answered it remembers."""
SILENCE = 30 * DAY
"""A pause that ends an episode: what comes after it follows from nothing before it."""
BUYERS = 200_000
"""How many trails are kept; the one that has been quiet for longest goes first."""


class Trail:
    """Distinct offers by the time of their latest touch, oldest first."""

    __slots__ = ("offers", "pending", "times")

    def __init__(
        self,
        offers: list[int] | None = None,
        times: list[int] | None = None,
        pending: list[int] | None = None,
    ) -> None:
        self.offers = offers or []
        self.times = times or []
        self.pending = pending or []
        """Offers shown, of which no answer is known."""

    def place(self, offer: int, at: Instant) -> int | None:
        """Put a touch where it happened, and say where that is.

        ``None`` says that it teaches nothing: a return to an offer of this trail (which then
        counts as its latest step), or a late arrival from before the trail began.
        """
        if self.times and at - self.times[-1] > SILENCE:
            self.offers, self.times = [], []
        if self.times and self.times[0] - at > SILENCE:
            return None
        if offer in self.offers:
            self._return_to(offer, at)
            return None
        return self._insert(offer, at)

    def _return_to(self, offer: int, at: Instant) -> None:
        place = self.offers.index(offer)
        if at >= self.times[place]:
            del self.offers[place], self.times[place]
            self._insert(offer, at)

    def _insert(self, offer: int, at: Instant) -> int:
        place = bisect_right(self.times, at)
        self.offers.insert(place, offer)
        self.times.insert(place, at)
        return place

    def trim(self) -> None:
        if len(self.offers) > LENGTH:
            del self.offers[0], self.times[0]

    def expose(self, offer: int) -> None:
        """Remember that the offer was shown, once."""
        if offer not in self.pending:
            self.pending.append(offer)
            del self.pending[:-PENDING]

    def answer(self, offer: int) -> bool:
        """Was the offer shown and not yet answered? It is answered now."""
        if offer not in self.pending:
            return False
        self.pending.remove(offer)
        return True


class Remembered(NamedTuple):
    buyer: int
    trail: Trail


class Trails:
    """The trails of the buyers who acted latest, in the order of the log."""

    __slots__ = ("_kept", "_trails")

    def __init__(self, kept: int = BUYERS) -> None:
        self._kept = kept
        self._trails: OrderedDict[int, Trail] = OrderedDict()

    def of(self, buyer: int) -> Trail:
        """The buyer's trail, which now counts as the one used latest."""
        trail = self._trails.get(buyer)
        if trail is None:
            trail = self._trails[buyer] = Trail()
            if len(self._trails) > self._kept:
                self._trails.popitem(last=False)
        else:
            self._trails.move_to_end(buyer)
        return trail

    def restore(self, buyer: int, trail: Trail) -> None:
        self._trails[buyer] = trail

    def remembered(self) -> list[Remembered]:
        """All trails, the one quiet for longest first."""
        return [Remembered(buyer, trail) for buyer, trail in self._trails.items()]

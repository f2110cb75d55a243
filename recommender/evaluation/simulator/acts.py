"""What a site would report of one moment of a buyer."""

from itertools import count
from uuid import UUID

from recommender.evaluation.simulator.buyer import Buyer
from recommender.evaluation.simulator.world import VERTICALS
from recommender.model.instant import SECOND, Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind


class Reporter:
    """Gives every act, and every decision, an id of its own."""

    def __init__(self, shelf: Shelf, stream: int) -> None:
        self._keys = shelf.keys
        self._ids = count((stream + 1) << 64)

    def id(self) -> UUID:
        return UUID(int=next(self._ids))

    def stated(self, buyer: Buyer, at: Instant) -> list[Interaction]:
        """The vertical of the company, where it is known."""
        facts = (("vertical", VERTICALS[buyer.vertical]),) if buyer.stated else ()
        return [Interaction(self.id(), buyer.id, Kind.STATED, at, facts=facts)]

    def shown(
        self, buyer: Buyer, set_: list[int], decision: UUID, at: Instant
    ) -> list[Interaction]:
        return [self._act(buyer, Kind.SHOWN, offer, at, decision=decision) for offer in set_]

    def clicked(self, buyer: Buyer, offer: int, decision: UUID, at: Instant) -> Interaction:
        return self._act(buyer, Kind.CLICKED, offer, at, 5 * SECOND, decision=decision)

    def viewed(self, buyer: Buyer, offer: int, depth: float, at: Instant) -> Interaction:
        return self._act(buyer, Kind.VIEWED, offer, at, 20 * SECOND, depth=depth)

    def forwarded(self, buyer: Buyer, offer: int, at: Instant) -> Interaction:
        return self._act(buyer, Kind.SHARED, offer, at, 40 * SECOND)

    def dismissed(self, buyer: Buyer, offer: int, decision: UUID, at: Instant) -> Interaction:
        return self._act(buyer, Kind.DISMISSED, offer, at, 10 * SECOND, decision=decision)

    def _act(  # noqa: PLR0913, PLR0917  # the fields of an act
        self,
        buyer: Buyer,
        kind: Kind,
        offer: int,
        at: Instant,
        after: int = 0,
        decision: UUID | None = None,
        depth: float = 0.0,
    ) -> Interaction:
        return Interaction(
            id=self.id(),
            buyer=buyer.id,
            kind=kind,
            at=Instant(at + after),
            offer=self._keys[offer],
            decision=decision,
            depth=depth,
        )

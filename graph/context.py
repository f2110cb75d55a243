"""One request, as resolvers see it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import strawberry

from graph import admission
from graph.access import Principal
from graph.entries import Entries
from graph.loaders import Loaders
from graph.ports import Ports
from graph.questions import BuyerRef
from recommender import Instant, Voice


def free(_cost: int) -> None:
    """Whoever asks inside the house is not charged."""


@dataclass(frozen=True)
class Context:
    """One request: who asks, when, and the ports."""

    ports: Ports
    principal: Principal
    now: Instant
    charge: Callable[[int], None] = free
    """Takes the cost of an operation from what its caller may ask for; raises to refuse it."""

    @property
    def workspace(self) -> UUID:
        return self.principal.workspace

    def admitted(self, buyer: BuyerRef, voice: Voice = Voice.BUYER) -> BuyerRef:
        """Raises ``NotAllowed`` where the principal may not ask about this buyer, or so."""
        return admission.admitted(self.principal, buyer, voice)

    @cached_property
    def loaders(self) -> Loaders:
        """What one request looks up, each thing once and many at a time."""
        return Loaders(self.ports, self.workspace, self.now)

    async def entries(self) -> Entries:
        return await self.ports.library.entries(self.workspace)


Info = strawberry.Info[Context, None]

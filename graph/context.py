"""What the schema needs from outside, one small protocol per need.

The composition root hands in the real ones, tests hand in written fakes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import strawberry

from graph.access import Principal
from graph.answers import Advice, Curated, KnownBuyer, Receipt, RecordedDecision, Rejected
from graph.entries import Entries
from graph.errors import NotAllowed
from graph.paging import Page, Window
from graph.questions import Act, Ask, BuyerRef, OfferFilter, RefKind, Search, Shelved
from recommender import Instant, Offer, Voice


class Advisor(Protocol):
    async def preview(self, workspace: UUID, ask: Ask, now: Instant) -> Advice:
        """A set that is recorded nowhere and teaches nothing."""

    async def decide(self, workspace: UUID, ask: Ask, now: Instant) -> Advice:
        """A set that is recorded before it is answered."""


class Explorer(Protocol):
    async def explore(self, workspace: UUID, search: Search, now: Instant) -> Page[Offer]:
        """Offers by words and by the buyer's needs, best first."""

    async def browse(self, workspace: UUID, wanted: OfferFilter, window: Window) -> Page[Offer]:
        """Offers in the order of their ids."""


class Library(Protocol):
    async def entries(self, workspace: UUID) -> Entries:
        """The catalogue as it is served now."""


class Registry(Protocol):
    async def buyer(self, workspace: UUID, ref: BuyerRef, now: Instant) -> KnownBuyer | None: ...


class Decisions(Protocol):
    async def decision(self, workspace: UUID, decision: UUID) -> RecordedDecision | None: ...


class Curator(Protocol):
    """Changes the catalogue: all of one call or, told by flaws, nothing."""

    async def put(
        self, workspace: UUID, what: Shelved, entries: Sequence[Mapping[str, Any]]
    ) -> Curated:
        """Entries by decoded fields, under the names of the catalogue file."""

    async def remove(self, workspace: UUID, what: Shelved, entry: Mapping[str, Any]) -> Curated:
        """The entry with this ``key``, or the link with these ends."""


class Recorder(Protocol):
    async def record(
        self, workspace: UUID, acts: tuple[Act, ...], now: Instant, *, trusted: bool = True
    ) -> tuple[Receipt, ...]:
        """One receipt for each act, in their order. ``trusted`` as in the events of an SDK."""

    async def rejected(self, workspace: UUID, window: Window) -> Page[Rejected]:
        """Events that were not taken in, latest first."""

    async def rejected_event(self, workspace: UUID, event: UUID) -> Rejected | None: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """All that the schema reaches beyond itself."""

    advisor: Advisor
    explorer: Explorer
    library: Library
    registry: Registry
    decisions: Decisions
    curator: Curator
    recorder: Recorder


@dataclass(frozen=True, slots=True)
class Context:
    """One request: who asks, when, and the ports."""

    ports: Ports
    principal: Principal
    now: Instant

    @property
    def workspace(self) -> UUID:
        return self.principal.workspace

    def admitted(self, buyer: BuyerRef, voice: Voice = Voice.BUYER) -> BuyerRef:
        """Raises ``NotAllowed`` where the principal may not ask about this buyer, or so."""
        anonymous = buyer.kind is RefKind.ANONYMOUS_ID
        if not self.principal.vouches and not (anonymous and voice is Voice.BUYER):
            raise NotAllowed("This key asks by anonymousId alone, in the buyer's voice.")
        return buyer

    async def entries(self) -> Entries:
        return await self.ports.library.entries(self.workspace)


Info = strawberry.Info[Context, None]

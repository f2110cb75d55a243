"""What the schema needs from outside, one small protocol per need.

The composition root hands in the real ones, tests hand in written fakes.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias
from uuid import UUID

from graph.answers import (
    Account,
    Advice,
    Advised,
    Briefed,
    Curated,
    Group,
    KnownBuyer,
    Opportunity,
    ReadJourney,
    Receipt,
    RecordedDecision,
    Rejected,
)
from graph.entries import Entries
from graph.paging import Page, Place, Window
from graph.questions import (
    Act,
    Ask,
    AskMany,
    BuyerFilter,
    BuyerRef,
    Crowd,
    OfferFilter,
    Search,
    Shelved,
)
from recommender import Channel, Instant, Interaction, Offer

Ids: TypeAlias = Sequence[UUID]
Named: TypeAlias = Sequence[UUID | str]
AccountKey: TypeAlias = Literal["id", "key"]
Give: TypeAlias = Callable[[Sequence[Advised]], Awaitable[None]]
"""Takes answers as they come; until it has taken some, no more are made."""
GroupKey: TypeAlias = Literal["id", "key", "account", "member"]
OpportunityKey: TypeAlias = Literal["key", "account", "group"]


class Advisor(Protocol):
    async def preview(self, workspace: UUID, ask: Ask, now: Instant) -> Advice:
        """A set that is recorded nowhere and teaches nothing."""

    async def decide(self, workspace: UUID, ask: Ask, now: Instant) -> Advice:
        """A set that is recorded before it is answered."""


class CrowdAdvisor(Protocol):
    async def decide_many(
        self, workspace: UUID, ask: AskMany, now: Instant, give: Give
    ) -> Place | None:
        """Sets for all of them, in their order, given as they are recorded.

        The place where to go on is answered, where more buyers of a segment may follow.
        """


class Briefer(Protocol):
    async def brief(
        self, workspace: UUID, about: BuyerRef | Crowd, channel: Channel, now: Instant
    ) -> Briefed | None:
        """Talking points, recorded nowhere; ``None`` for a crowd that is not known."""


class Explorer(Protocol):
    async def explore(self, workspace: UUID, search: Search, now: Instant) -> Page[Offer]:
        """Offers by words and by the buyer's needs, best first."""

    async def browse(self, workspace: UUID, wanted: OfferFilter, window: Window) -> Page[Offer]:
        """Offers in the order of their ids."""


class Library(Protocol):
    async def entries(self, workspace: UUID) -> Entries:
        """The catalogue as it is served now."""


class Registry(Protocol):
    """Who buyers are, and where they stand."""

    async def buyer(self, workspace: UUID, ref: BuyerRef) -> KnownBuyer | None: ...

    async def buyers(self, workspace: UUID, ids: Ids) -> Mapping[UUID, KnownBuyer]:
        """By the ids asked for, of those who are there."""

    async def segment(
        self, workspace: UUID, wanted: BuyerFilter, window: Window, now: Instant
    ) -> Page[KnownBuyer]:
        """In the order of their ids. It may hold fewer than there are, and say where to go on."""

    async def colleagues(
        self, workspace: UUID, accounts: Ids, window: Window
    ) -> Mapping[UUID, Page[KnownBuyer]]:
        """The buyers of each account, in the order of their ids."""

    async def journeys(
        self, workspace: UUID, buyers: Ids, now: Instant
    ) -> Mapping[UUID, ReadJourney]:
        """Of each of them, an empty one where there is nothing yet."""


class Companies(Protocol):
    """The companies of buyers, the groups that decide in them, and what they decide on.

    Each is asked for by the ids or keys of ``by``; answers go by those, misses are left out.
    """

    async def accounts(
        self, workspace: UUID, by: AccountKey, named: Named
    ) -> Mapping[UUID | str, tuple[Account, ...]]: ...

    async def all_accounts(self, workspace: UUID, window: Window) -> Page[Account]:
        """In the order of their keys."""

    async def groups(
        self, workspace: UUID, by: GroupKey, named: Named
    ) -> Mapping[UUID | str, tuple[Group, ...]]: ...

    async def opportunities(
        self, workspace: UUID, by: OpportunityKey, named: Named
    ) -> Mapping[UUID | str, tuple[Opportunity, ...]]: ...


class Chronicle(Protocol):
    """What happened: acts of buyers, and the sets that were decided for them."""

    async def acts(self, workspace: UUID, ids: Ids) -> Mapping[UUID, Interaction]: ...

    async def acts_of(
        self, workspace: UUID, buyers: Ids, window: Window
    ) -> Mapping[UUID, Page[Interaction]]:
        """Of each buyer, the latest first."""

    async def decisions(self, workspace: UUID, ids: Ids) -> Mapping[UUID, RecordedDecision]: ...

    async def decisions_of(
        self, workspace: UUID, buyers: Ids, window: Window
    ) -> Mapping[UUID, Page[RecordedDecision]]:
        """Of each buyer, the latest first."""


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
    crowd_advisor: CrowdAdvisor
    briefer: Briefer
    explorer: Explorer
    library: Library
    registry: Registry
    companies: Companies
    chronicle: Chronicle
    curator: Curator
    recorder: Recorder

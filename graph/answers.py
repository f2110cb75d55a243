"""What services answer, as plain values over the recommender's nouns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from graph.entries import Entries
from recommender import (
    Briefing,
    Decision,
    Instant,
    Journey,
    JourneyState,
    Motion,
    NeedShare,
    Offer,
    Outcome,
)


@dataclass(frozen=True, slots=True)
class Advice:
    """A set for one buyer, with the entries of the catalogue that it names."""

    decision: Decision
    entries: Entries
    reading: Callable[[], JourneyState]
    """What the journey says, worked out for those alone who ask."""
    recorded: bool

    @property
    def state(self) -> JourneyState:
        return self.reading()

    @property
    def offers(self) -> Mapping[str, Offer]:
        return self.entries.offers


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    decision: Decision
    buyer: UUID | None
    """``None`` for a buyer who had never been seen."""
    entries: Entries


@dataclass(frozen=True, slots=True)
class Briefed:
    """Talking points, with the entries of the catalogue that they name."""

    briefing: Briefing
    at: Instant
    buyers: tuple[UUID, ...]
    """Those whose journeys they rest on; nobody where the buyer has never been seen."""
    entries: Entries


@dataclass(frozen=True, slots=True)
class KnownBuyer:
    id: UUID
    """Of the one who remained, where buyers were merged."""
    identities: tuple[tuple[str, str], ...]
    account: UUID | None
    created: Instant


@dataclass(frozen=True, slots=True)
class ReadJourney:
    """A buyer's journey with what it says at the moment of asking."""

    journey: Journey
    state: JourneyState
    belief: tuple[NeedShare, ...]
    entries: Entries


@dataclass(frozen=True, slots=True)
class Account:
    id: UUID
    key: str
    name: str | None
    vertical: str | None


class Standing(StrEnum):
    """Whether a member of a buying group is one."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Member:
    buyer: UUID
    roles: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Group:
    id: UUID
    key: str
    name: str
    account: UUID
    created: Instant
    motion: Motion | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An observed act that proves a stage."""

    stage: str
    interaction: UUID
    noted: Instant


@dataclass(frozen=True, slots=True)
class Opportunity:
    id: UUID
    key: str
    name: str
    account: UUID
    group: UUID | None
    motion: Motion | None
    stage: str | None
    opened: Instant
    closed: Instant | None
    outcome: Outcome | None
    reason: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """An event that was not taken in, and why."""

    id: str
    at: Instant
    code: str
    message: str
    raw: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why an input was not taken: an expected outcome, told as data."""

    code: str
    message: str
    field: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advised:
    """What became of one of many buyers: a set, or why there is none."""

    outcome: Advice | Flaw
    buyer: UUID | None = None
    """``None`` for one who had never been seen."""
    names: tuple[tuple[str, str], ...] = ()
    """Kind and value of each identity, for those whom the caller has not named."""


@dataclass(frozen=True, slots=True)
class Curated:
    """What became of a change to the catalogue: its new version, or why there is none."""

    version: int | None
    flaws: tuple[Flaw, ...] = ()


class Verdict(StrEnum):
    """What became of one reported interaction."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Receipt:
    message_id: str
    verdict: Verdict
    code: str | None = None
    message: str | None = None

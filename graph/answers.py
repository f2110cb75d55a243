"""What services answer, as plain values over the recommender's nouns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from graph.entries import Entries
from recommender import Decision, Instant, Journey, JourneyState, NeedShare, Offer


@dataclass(frozen=True, slots=True)
class Advice:
    """A set for one buyer, with the entries of the catalogue that it names."""

    decision: Decision
    entries: Entries
    state: JourneyState
    recorded: bool

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
class KnownBuyer:
    """A buyer with what is known of their journey at the moment of asking."""

    id: UUID
    identities: tuple[tuple[str, str], ...]
    account: str | None
    created: Instant
    journey: Journey
    state: JourneyState
    belief: tuple[NeedShare, ...]
    entries: Entries


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

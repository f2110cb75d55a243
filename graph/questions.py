"""What callers ask, as plain values: what stands behind the schema sees these, never its types."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Self
from uuid import UUID

from strawberry.utils.str_converters import to_camel_case

from graph.answers import Flaw
from graph.errors import BadInput
from graph.paging import Place, Window
from recommender import Channel, Instant, Kind, Motion, Outcome, Presence, Status, StepContext

LONGEST = 200
LONGEST_PAGE = 2_000
MOST_NAMED = 200
"""How many offers a list of a question may name."""
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


def text(name: str, value: str, longest: int = LONGEST) -> str:
    """A key or an identifier: all of its characters are printable."""
    if not 1 <= len(value) <= longest:
        raise BadInput(f"{name} has 1 to {longest} characters", (name,))
    if not value.isprintable():
        raise BadInput(f"{name} holds no control characters", (name,))
    return value


def is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


class RefKind(StrEnum):
    """The ways to name a buyer."""

    ID = "id"
    USER_ID = "user_id"
    CRM_ID = "crm_id"
    EMAIL = "email"
    ANONYMOUS_ID = "anonymous_id"


@dataclass(frozen=True, slots=True)
class BuyerRef:
    kind: RefKind
    value: str
    visitor: str | None = field(default=None, compare=False)
    """Where the caller's word is not enough: the userId that a site has signed for, or ''.

    Anybody who is known by more than an ``anonymousId``, and is not this one, is a stranger then.
    """

    @classmethod
    def of(cls, kind: RefKind, value: str) -> Self:
        """Raises ``BadInput`` when no buyer can be meant."""
        given = text(to_camel_case(kind), value.strip())
        if kind is RefKind.ID and not is_uuid(given):
            raise BadInput("id is not an id that Cairn gave", ("id",))
        if kind is not RefKind.EMAIL:
            return cls(kind, given)
        if not ADDRESS.fullmatch(given):
            raise BadInput("email has text on both sides of one @", ("email",))
        return cls(kind, given.lower())


@dataclass(frozen=True, slots=True)
class Crowd:
    """Several buyers, by the key of what they have in common."""

    kind: Literal["account", "group"]
    key: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One buyer at one moment: what next?"""

    buyer: BuyerRef
    context: StepContext
    decision_key: str | None = None
    """The same key gives the same decision."""


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """Narrows offers; what is left empty does not narrow."""

    formats: frozenset[str] = frozenset()
    personas: frozenset[str] = frozenset()
    jobs: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class JobWanted:
    """Buyers who stand so with this job."""

    job: str
    statuses: frozenset[Status]


@dataclass(frozen=True, slots=True)
class BuyerFilter:
    """A segment of the buyers; what is left empty does not narrow."""

    jobs: tuple[JobWanted, ...] = ()
    """Each of them holds."""
    presence: frozenset[Presence] = frozenset()
    personas: frozenset[str] = frozenset()
    """Of one of these most of all, by what was observed."""
    accounts: frozenset[str] = frozenset()
    """Keys of companies."""
    motions: frozenset[Motion] = frozenset()
    seen_since: Instant | None = None
    seen_before: Instant | None = None

    @property
    def of_journeys(self) -> bool:
        """Only a reading of their journeys tells who is meant."""
        return self != BuyerFilter(accounts=self.accounts)


@dataclass(frozen=True, slots=True)
class AskMany:
    """Many buyers at one moment: what next, for each of them?"""

    whom: tuple[BuyerRef | Flaw, ...] | BuyerFilter
    """A list of them, where a flaw stands for a name that cannot be meant; or a segment."""
    context: StepContext
    decision_key: str | None = None
    """With the buyer's name it is the key of each decision."""
    distinct: bool = False
    """No two members of one account get the same step."""
    first: int | None = None
    """How many of a segment; all, if it is not said."""
    after: Place | None = None
    """Only buyers of the segment who follow this place."""


@dataclass(frozen=True, slots=True)
class Search:
    """A look around: words to find, a buyer to find them for, or neither."""

    words: str = ""
    buyer: BuyerRef | None = None
    filter: OfferFilter = field(default_factory=OfferFilter)
    window: Window = field(default_factory=Window.of)


@dataclass(frozen=True, slots=True)
class Act:
    """One interaction as a caller reports it, before it is taken in."""

    message_id: str
    buyer: BuyerRef
    kind: Kind
    at: Instant
    channel: Channel = Channel.WEB
    offer: str | None = None
    decision: str | None = None
    depth: float | None = None
    motion: Motion | None = None
    job: str | None = None
    persona: str | None = None
    topics: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    outcome: Outcome | None = None
    reason: str | None = None
    subject: str | None = None


class Shelved(StrEnum):
    """The kinds of entries in a catalogue, as its file calls them."""

    OFFERS = "offers"
    LINKS = "links"
    PERSONAS = "personas"
    JOBS = "jobs"

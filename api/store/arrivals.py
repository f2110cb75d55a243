"""What arrives at the log: events whose buyer and offer are still to be found, or refused ones."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from uuid import UUID

from recommender import Channel, Instant, Interaction, Kind, Motion, Outcome

VARIES = frozenset({"sentAt", "receivedAt"})
"""Fields that differ at each retry of one event."""


class Code(StrEnum):
    """Why an event was rejected. Stable: callers and the list of dead letters speak of them."""

    INVALID_EVENT = "INVALID_EVENT"
    EVENT_TOO_LARGE = "EVENT_TOO_LARGE"
    EVENT_TOO_DEEP = "EVENT_TOO_DEEP"
    INVALID_TEXT = "INVALID_TEXT"
    NUMBER_OUT_OF_RANGE = "NUMBER_OUT_OF_RANGE"
    UNKNOWN_TYPE = "UNKNOWN_TYPE"
    MISSING_EVENT_NAME = "MISSING_EVENT_NAME"
    MISSING_IDENTITY = "MISSING_IDENTITY"
    INVALID_IDENTITY = "INVALID_IDENTITY"
    MISSING_PREVIOUS_ID = "MISSING_PREVIOUS_ID"
    MISSING_GROUP_ID = "MISSING_GROUP_ID"
    INVALID_MESSAGE_ID = "INVALID_MESSAGE_ID"
    INVALID_TIMESTAMP = "INVALID_TIMESTAMP"
    INVALID_OFFER = "INVALID_OFFER"
    UNKNOWN_OFFER = "UNKNOWN_OFFER"
    INVALID_DECISION = "INVALID_DECISION"
    UNKNOWN_DECISION = "UNKNOWN_DECISION"
    UNKNOWN_JOB = "UNKNOWN_JOB"
    UNKNOWN_PERSONA = "UNKNOWN_PERSONA"
    INVALID_DEPTH = "INVALID_DEPTH"
    NEEDS_SECRET_KEY = "NEEDS_SECRET_KEY"  # noqa: S105  # names a mistake, not a secret
    NOT_STORABLE = "NOT_STORABLE"


class IdentityKind(StrEnum):
    """The identifiers that lead to a buyer, strongest first."""

    USER_ID = "user_id"
    CRM_ID = "crm_id"
    EMAIL = "email"
    ANONYMOUS_ID = "anonymous_id"

    __hash__ = str.__hash__  # an enum's own is Python code, and identities are keys everywhere


CLAIMS = frozenset({IdentityKind.CRM_ID, IdentityKind.EMAIL})
"""What anybody can know of another."""
Identity = tuple[IdentityKind, str]


@dataclass(frozen=True, slots=True)
class Account:
    """The company that a ``group`` call names."""

    key: str
    name: str | None = None
    vertical: str | None = None

    def over(self, earlier: "Account | None") -> "Account":
        """What is known after this statement and an earlier one."""
        if earlier is None:
            return self
        return Account(self.key, self.name or earlier.name, self.vertical or earlier.vertical)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One valid event: an interaction whose buyer and offer are still to be resolved."""

    message: str
    """The client's id of the message, or a hash that stands in for it."""
    sent: Instant | None
    """The client's own ORIGINAL time, the same on each retry; part of the interaction's id."""
    at: Instant
    """When it happened, corrected for the client's clock; never after it was received."""
    identities: tuple[Identity, ...]
    """Strongest first; never empty."""
    kind: Kind
    channel: Channel = Channel.WEB
    offer: str | None = None
    """The offer's key where the event names it; it must exist."""
    page: str | None = None
    """The canonical URL of the page, which finds the offer where no key is given."""
    decision: UUID | None = None
    depth: float = 0.0
    motion: Motion | None = None
    job: str | None = None
    persona: str | None = None
    topics: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    outcome: Outcome | None = None
    reason: str | None = None
    subject: str | None = None
    account: Account | None = None
    previous: str | None = None
    """The id that an ``alias`` joins to this buyer."""
    trusted: bool = True
    """False where anybody can have sent it: what it says of who is who is only a claim."""
    vouched: tuple[Identity, ...] = ()
    """What a site has signed for nevertheless."""
    event: object = field(default=None, compare=False, repr=False)
    """As it came, for the dead letter that a refusal by the store would need."""

    @property
    def named(self) -> tuple[Identity, ...]:
        """All identities that matter to whose it is, those of an alias included."""
        if self.previous is None:
            return self.identities
        older = (IdentityKind.ANONYMOUS_ID, self.previous), (IdentityKind.USER_ID, self.previous)
        return self.identities + older

    def interaction(self, id_: UUID, buyer: UUID, offer: str | None) -> Interaction:
        """The act, once it is known whose it is and what it was about."""
        return Interaction(
            id=id_,
            buyer=buyer,
            kind=self.kind,
            at=self.at,
            channel=self.channel,
            offer=offer,
            decision=self.decision,
            depth=self.depth,
            motion=self.motion,
            job=self.job,
            persona=self.persona,
            topics=self.topics,
            facts=self.facts,
            outcome=self.outcome,
            reason=self.reason,
            subject=self.subject,
        )


@dataclass(frozen=True, slots=True)
class Rejection:
    """An event that cannot be taken, with the reason."""

    code: Code
    message: str
    event: object
    """As it came; kept as a dead letter."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """An event that its sender does not want used here."""


Event = Arrival | Rejection | Ignored


class Verdict(StrEnum):
    """What became of an event."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one event; a rejection says why."""

    verdict: Verdict
    code: Code | None = None
    message: str | None = None


ACCEPTED = Receipt(Verdict.ACCEPTED)
DUPLICATE = Receipt(Verdict.DUPLICATE)
IGNORED = Receipt(Verdict.IGNORED)


def rejected(rejection: Rejection) -> Receipt:
    return Receipt(Verdict.REJECTED, rejection.code, rejection.message)


def json_text(event: object) -> str:
    """JSON in plain ASCII, whatever the event holds."""
    try:
        return _json(event)
    except RecursionError:
        return '"nested too deeply to be kept"'


def _json(event: object) -> str:
    """Numbers that JSON does not have are told by their text."""
    try:
        return json.dumps(event, separators=(",", ":"), allow_nan=False)
    except ValueError:
        return json.dumps(_bounded(event), separators=(",", ":"))


def _bounded(value: object) -> object:
    if isinstance(value, dict):
        return {name: _bounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_bounded(one) for one in value]
    return value if not isinstance(value, float) or isfinite(value) else str(value)

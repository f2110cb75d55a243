"""What arrives at the log: valid events whose buyer and offer are still to be found."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from uuid import UUID

from recommender import Channel, Instant, Interaction, Kind, Motion, Outcome


class IdentityKind(StrEnum):
    """The identifiers that lead to a buyer, strongest first."""

    USER_ID = "user_id"
    CRM_ID = "crm_id"
    EMAIL = "email"
    ANONYMOUS_ID = "anonymous_id"


Identity = tuple[IdentityKind, str]


@dataclass(frozen=True, slots=True)
class Account:
    """The company that a ``group`` call names."""

    key: str
    name: str | None = None


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


def interaction_id(workspace: UUID, message: str, sent: Instant | None) -> UUID:
    """48 bits of the client's own milliseconds, then a hash of the message.

    UUID version 8 in the layout of version 7: a repeat finds its row, and rows sort by time.
    Without a time of the client the first part is 0: only the message can tell a repeat then.
    """
    digest = blake2b(workspace.bytes + message.encode(), digest_size=10).digest()
    value = (sent or 0) << 80 | int.from_bytes(digest)
    value = value & ~(0xF << 76) | 8 << 76  # version
    value = value & ~(0b11 << 62) | 0b10 << 62  # variant
    return UUID(int=value)

"""One observed act: the row of the event log that everything else is folded from."""

from dataclasses import dataclass
from uuid import UUID

from recommender.model.instant import Instant
from recommender.model.vocabulary import Channel, Kind, Motion, Outcome


@dataclass(frozen=True, slots=True)
class Interaction:
    """What one buyer did, once. It holds all that a fold needs."""

    id: UUID
    buyer: UUID
    """The buyer as known when the act arrived; a later merge does not rewrite it."""
    kind: Kind
    at: Instant
    """When it happened, corrected for the client's clock."""
    channel: Channel = Channel.WEB
    offer: str | None = None
    decision: UUID | None = None
    """The recorded set that this act answers."""
    depth: float = 0.0
    """How much of the offer was taken in, 0 to 1."""
    motion: Motion | None = None
    job: str | None = None
    """A buying job that the act is evidence for by itself, without an offer."""
    persona: str | None = None
    """A persona on whose behalf the act was, where that was stated."""
    topics: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """Stated facts by key: relation, role, vertical, advocacy, satisfaction, consent, ..."""
    outcome: Outcome | None = None
    reason: str | None = None
    subject: str | None = None
    """What an incident is called at its source, so that its closing finds its opening."""

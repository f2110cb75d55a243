"""What a journey says at a time: jobs, presence, and how much of it was seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from recommender.journey.episode import Episode
from recommender.model.instant import Instant
from recommender.model.vocabulary import Motion, Relation


class Status(StrEnum):
    """Where one buying job stands; several move at once, in any order, and back again (R4, R5)."""

    OPEN = "open"
    """Nothing recent was seen of it; its last evidence says whether there ever was."""
    ACTIVE = "active"
    """The buyer is at it."""
    EVIDENCED = "evidenced"
    """Acts that complete it were seen. It does not fade: what a buyer learned still counts (R9)."""
    REOPENED = "reopened"
    """The buyer is at it again, a pause after completing it."""


class Presence(StrEnum):
    NEW = "new"
    """Not seen yet, or for the first time less than a day ago."""
    ACTIVE = "active"
    DORMANT = "dormant"
    """No touch for longer than the gap that ends an episode."""
    RETURNED = "returned"
    """Active, after at least one earlier episode (R9)."""


@dataclass(frozen=True, slots=True)
class JobState:
    job: str
    status: Status
    confidence: float
    """How much the status rests on evidence, 0 to 1."""
    last: Instant | None
    """When there was last evidence for it."""


@dataclass(frozen=True, slots=True)
class JourneyState:
    at: Instant
    """The time that was read at."""
    jobs: tuple[JobState, ...]
    """All jobs of the workspace, in its order."""
    personas: Mapping[str, float]
    """Evidence mass per persona, stated or through the offers' tags; a belief starts from it."""
    presence: Presence
    observed_share: float
    """How much of the journey was seen, 0 to 1 (R15)."""
    motion: Motion | None
    relation: Relation
    facts: Mapping[str, str]
    open_incidents: tuple[str, ...]
    episodes: tuple[Episode, ...]
    """Oldest first, each with its entry and its exit (R2)."""

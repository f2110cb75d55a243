"""A simulated buyer: what they are, what they need, what they have taken so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from recommender import Channel, Instant, Motion, Relation

BEFORE: Mapping[str, float] = {
    "problem_identification": 3.0,
    "solution_exploration": 3.0,
    "requirements_building": 2.0,
    "supplier_selection": 2.0,
    "validation": 1.6,
    "consensus_creation": 0.8,
}
"""What occupies those who have not bought, whom nobody knows yet."""
STICKY = 0.84
"""The chance that the next act is for the same job as the one before (R4: jobs come back)."""


@dataclass(slots=True)
class Walker:
    """Everything that decides what this buyer does next. The events see little of it."""

    rng: Random
    persona: str
    vertical: str
    locale: str = "en"
    anonymous: str | None = None
    user: str | None = None
    colleagues: tuple[str, ...] = ()
    """Personas on whose behalf this buyer reads now and then (R22)."""
    dismisses: frozenset[str] = frozenset()
    relation: Relation = Relation.NONE
    motion: Motion | None = None
    jobs: Mapping[str, float] = field(default_factory=lambda: BEFORE)
    job: str = ""
    taken: dict[str, Instant] = field(default_factory=dict)

    def move_on(self) -> str:
        """The job of the next act: mostly the same, else any that occupies them, in any order."""
        if self.job not in self.jobs or self.rng.random() > STICKY:
            self.job = self.rng.choices(list(self.jobs), list(self.jobs.values()))[0]
        return self.job


@dataclass(frozen=True, slots=True)
class Act:
    """What became visible of it."""

    kind: str
    at: Instant
    channel: Channel = Channel.WEB
    offer: str | None = None
    depth: float = 0.0
    properties: Mapping[str, object] = field(default_factory=dict)

"""One decision, station by station: gates, belief, evidence, set, reasons."""

from dataclasses import dataclass, field
from uuid import UUID

from recommender.belief.settings import BeliefSettings
from recommender.evidence.settings import EvidenceSettings
from recommender.journey import Journey
from recommender.learning import Model
from recommender.model.context import StepContext
from recommender.model.decision import Decision, Exhausted
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf
from recommender.policy.company import UNKNOWN, Company
from recommender.policy.settings import PolicySettings
from recommender.slate.settings import SlateSettings


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace may set; each part has documented defaults."""

    policy: PolicySettings = field(default_factory=PolicySettings)
    belief: BeliefSettings = field(default_factory=BeliefSettings)
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    slate: SlateSettings = field(default_factory=SlateSettings)


DEFAULTS = Settings()


def decide(  # noqa: PLR0913  # all that a decision rests on, each named
    model: Model,
    shelf: Shelf,
    journey: Journey,
    context: StepContext,
    *,
    id: UUID,  # noqa: A002  # the name that the decision has for it
    now: Instant,
    company: Company = UNKNOWN,
    settings: Settings = DEFAULTS,
) -> Decision:
    """A set of best-bet next steps for one buyer at one moment."""
    return Decision(
        id=id,
        at=now,
        steps=(),
        display=(),
        chance_any_taken=0.0,
        exhausted=Exhausted.NO_OFFERS,
        left_out=(),
        belief=(),
        ordered_propensity=1.0,
        set_propensity=1.0,
        draw=b"",
        model_version=model.version,
        model_position=model.position,
    )

"""The front door: all that may be imported from outside."""

from recommender.model.catalogue import (
    DEFAULT_JOBS,
    Catalogue,
    Job,
    Link,
    Need,
    Offer,
    Persona,
    Service,
)
from recommender.model.context import StepContext
from recommender.model.decision import (
    Decision,
    Exhausted,
    Gate,
    LeftOut,
    NeedShare,
    Reason,
    Slot,
    Step,
    Voice,
)
from recommender.model.instant import DAY, HOUR, MINUTE, SECOND, Instant
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import (
    TAKEN,
    TOUCHES,
    Channel,
    Kind,
    Motion,
    Outcome,
    Relation,
)

__all__ = [
    "DAY",
    "DEFAULT_JOBS",
    "HOUR",
    "MINUTE",
    "SECOND",
    "TAKEN",
    "TOUCHES",
    "Catalogue",
    "Channel",
    "Decision",
    "Exhausted",
    "Gate",
    "Instant",
    "Interaction",
    "Job",
    "Kind",
    "LeftOut",
    "Link",
    "Motion",
    "Need",
    "NeedShare",
    "Offer",
    "Outcome",
    "Persona",
    "Reason",
    "Relation",
    "Service",
    "Slot",
    "Step",
    "StepContext",
    "Voice",
]

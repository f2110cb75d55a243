"""How much an act says: the weight of each kind, and which acts complete what they are about."""

from types import MappingProxyType

from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Kind

WEIGHTS = MappingProxyType(
    {
        Kind.SHOWN: 0.0,  # no act of the buyer
        Kind.VIEWED: 0.3,  # plus 0.7 for all of its depth
        Kind.CLICKED: 0.3,
        Kind.COMPLETED: 1.0,
        Kind.DISMISSED: 0.0,  # kept with the offer; no evidence for its need
        Kind.SHARED: 1.2,
        Kind.SEARCHED: 0.5,
        Kind.ASKED: 1.5,
        Kind.MET: 2.0,
        Kind.ACTED: 1.0,
        Kind.STATED: 2.0,
        Kind.INCIDENT_OPENED: 0.5,
        Kind.INCIDENT_CLOSED: 0.0,
        Kind.PURCHASED: 2.0,
        Kind.CONCLUDED: 0.0,
    }
)
"""Mass that one act adds when it happens; 1 is one completed offer."""

_WHOLE_VIEW = 0.7
_COMPLETING_DEPTH = 0.9


def depth(interaction: Interaction) -> float:
    """The act's depth as a float within 0 and 1; what is no number counts as 0."""
    stated = interaction.depth
    return min(float(stated), 1.0) if stated > 0 else 0.0


def weight(interaction: Interaction) -> float:
    """The kind's weight; a view counts 0.3 for the glance up to 1.0 for the whole."""
    if interaction.kind is Kind.VIEWED:
        return WEIGHTS[Kind.VIEWED] + _WHOLE_VIEW * depth(interaction)
    return WEIGHTS[interaction.kind]


def completes(interaction: Interaction) -> bool:
    """Whether the act finished what it is about: completed, or viewed to at least 0.9."""
    if interaction.kind is Kind.VIEWED:
        return interaction.depth >= _COMPLETING_DEPTH
    return interaction.kind is Kind.COMPLETED

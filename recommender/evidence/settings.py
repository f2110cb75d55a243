"""The terms of the log-odds and their prior weights."""

from dataclasses import dataclass
from typing import NamedTuple


class Weights(NamedTuple):
    """logit p(taken | offer, need) = bias + the sum of weight times term."""

    bias: float
    """With nothing known at all, one step in forty is taken."""
    pathway: float
    """What buyers with such a trail took next. The weights of its parts are fitted (``ranker``), as
    are those of trend and newness; these three are factors of all of them."""
    need: float
    """Fit to a need, which makes the odds ten times as good; the only term that differs by need."""
    trend: float
    """What is taken up by anyone, ever and lately."""
    newness: float
    topic: float
    """Text like that of the trail."""
    response: float
    """Taken more or less often than others when shown."""
    channel: float
    """Made for this channel (R30)."""
    format: float
    """Of a kind that this buyer takes."""
    colleague: float
    """Can be handed on, as far as the buyer acts for somebody else (R22, R32)."""
    fatigue: float
    """Shown before and left."""


PRIOR = Weights(
    bias=-3.6,
    pathway=1.0,
    need=2.3,
    trend=1.0,
    newness=1.0,
    topic=0.3,
    response=0.7,
    channel=0.4,
    format=0.3,
    colleague=1.0,
    fatigue=-0.5,
)


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    weights: Weights = PRIOR
    learned: float = 100.0
    """After so many touches the chances that were learned count in full by half: before any, every
    offer is as likely as the bias says."""
    exposures: float = 20.0
    """So many exposures of an offer weigh as much as the rate of the workspace."""
    step_back: float = 0.6
    """How much less an editor's links for the buyer's persona count for each step back."""
    fade: float = 0.8
    """How much less each step back in the trail counts for likeness of topic."""

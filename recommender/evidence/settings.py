"""The terms of the log-odds and their prior weights."""

from dataclasses import dataclass
from typing import NamedTuple

from recommender.model.instant import DAY


class Weights(NamedTuple):
    """logit p(taken | offer, need) = bias + the sum of weight times term."""

    bias: float
    """With nothing known at all, one step in forty is taken."""
    pathway: float
    """What buyers with such a trail took next."""
    need: float
    """Fit to a need, which makes the odds ten times as good; the only term that differs by need."""
    trend: float
    """What is taken up lately."""
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
    trend=0.1,
    newness=1.0,
    topic=0.3,
    response=0.7,
    channel=0.4,
    format=0.3,
    colleague=1.0,
    fatigue=-0.5,
)
"""The means of a Gaussian prior, from which a fit starts.

Those of trend, newness and topic were tried on logs of visits: newness finds more of what is read
next where content keeps arriving, and costs nothing where it does not; more trend costs elsewhere.
With this bias the chance that is told is on two such logs within four hundredths of what happened
(see benchmarks/real_input/README.md).
"""
SPREAD = Weights(
    bias=1.0,
    pathway=0.3,
    need=0.5,
    trend=0.3,
    newness=0.3,
    topic=0.3,
    response=0.3,
    channel=0.2,
    format=0.2,
    colleague=0.4,
    fatigue=0.2,
)
"""Its standard deviations: how easily a weight is moved by what is seen."""


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    weights: Weights = PRIOR
    scale: float = 100.0
    """A share enters as log(1 + scale * share): as in a catalogue of so many offers."""
    lately: float = 0.5
    """Of what a trail leaves open, the part of what is touched lately rather than ever."""
    support: float = 10.0
    """So many touches lately are half believed as a trend."""
    exposures: float = 20.0
    """So many exposures of an offer weigh as much as the rate of the workspace."""
    young: int = DAY
    """Newness halves in this time."""
    audience: float = 0.25
    """Share of the next step that an editor's links for the buyer's own persona get."""
    step_back: float = 0.4
    """How much less they get for each step back in the trail."""
    fade: float = 0.8
    """How much less each step back in the trail counts for likeness of topic."""

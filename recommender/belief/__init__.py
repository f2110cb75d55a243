"""Which needs a buyer has: a belief over personas and jobs."""

from recommender.belief.belief import Belief, Heard
from recommender.belief.posterior import believe
from recommender.belief.serving import TAGGED, Laid, Offer, Serving
from recommender.belief.settings import BeliefSettings

__all__ = [
    "TAGGED", "Belief", "BeliefSettings", "Heard", "Laid", "Offer", "Serving", "believe",
]  # fmt: skip

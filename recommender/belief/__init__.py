"""Which needs a buyer has: a belief over personas and jobs."""

from recommender.belief.belief import Belief, Heard
from recommender.belief.posterior import believe
from recommender.belief.prior import anybody
from recommender.belief.settings import BeliefSettings

__all__ = ["Belief", "BeliefSettings", "Heard", "anybody", "believe"]

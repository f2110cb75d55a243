"""What other ways of drawing sets would have been worth, from the sets that were drawn."""

from recommender.evaluation.offpolicy.comparison import Estimate, PolicyValue, Versus, versus
from recommender.evaluation.offpolicy.estimators import Sample
from recommender.evaluation.offpolicy.gate import Declined, Overlap, declined
from recommender.evaluation.offpolicy.logged_set import LeftAside, LoggedSet
from recommender.evaluation.offpolicy.policy_log import PolicyComparison, PolicyLog
from recommender.evaluation.offpolicy.set_policy import SET_POLICIES, SetPolicy

__all__ = [
    "SET_POLICIES", "Declined", "Estimate", "LeftAside", "LoggedSet", "Overlap",
    "PolicyComparison", "PolicyLog", "PolicyValue", "Sample", "SetPolicy", "Versus", "declined",
    "versus",
]  # fmt: skip

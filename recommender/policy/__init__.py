"""Who may see what: gates that answer with the name of a rule."""

from recommender.policy.company import UNKNOWN, Company
from recommender.policy.crowd import Codes
from recommender.policy.gates import NO, refuse
from recommender.policy.refusals import PASSED, Refusals
from recommender.policy.rule import Rule
from recommender.policy.settings import PolicySettings

__all__ = [
    "NO",
    "PASSED",
    "UNKNOWN",
    "Codes",
    "Company",
    "PolicySettings",
    "Refusals",
    "Rule",
    "refuse",
]

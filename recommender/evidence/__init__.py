"""How likely an offer is to be taken: terms that add up in log-odds."""

from recommender.evidence.evidence import Evidence, weigh
from recommender.evidence.lines import TERMS
from recommender.evidence.settings import PRIOR, SPREAD, EvidenceSettings, Weights
from recommender.evidence.terms import Asked, Terms

__all__ = [
    "PRIOR", "SPREAD", "TERMS", "Asked", "Evidence", "EvidenceSettings", "Terms", "Weights",
    "weigh",
]  # fmt: skip

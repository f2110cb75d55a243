"""How likely an offer is to be taken: terms that add up in log-odds."""

from recommender.evidence.asked import Asked
from recommender.evidence.desk import adopt
from recommender.evidence.evidence import Evidence, Terms, weigh
from recommender.evidence.lines import TERMS
from recommender.evidence.ranker import Ranker, UnusableWeights, ranker
from recommender.evidence.settings import PRIOR, EvidenceSettings, Weights

__all__ = [
    "PRIOR", "TERMS", "Asked", "Evidence", "EvidenceSettings", "Ranker", "Terms",
    "UnusableWeights", "Weights", "adopt", "ranker", "weigh",
]  # fmt: skip

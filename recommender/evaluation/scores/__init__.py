"""How good answers were, once it is known what happened next, and how sure that is."""

from recommender.evaluation.scores.calibration import Bin, Calibration
from recommender.evaluation.scores.hits import Truth, coverage, measure
from recommender.evaluation.scores.intervals import Difference, Mean, Measures, differences, means

__all__ = [
    "Bin",
    "Calibration",
    "Difference",
    "Mean",
    "Measures",
    "Truth",
    "coverage",
    "differences",
    "means",
    "measure",
]

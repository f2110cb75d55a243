"""What is fitted, off the path of decisions: weights from a log, acceptance from answers."""

from recommender.fitting.commonness import first_touches
from recommender.fitting.fit import Fit, fit, refreshed

__all__ = ["Fit", "first_touches", "fit", "refreshed"]

"""What is fitted, off the path of decisions: weights from a log, acceptance from answers."""

from recommender.fitting.fit import Fit, fit, refreshed
from recommender.fitting.picks import AHEAD, Ahead
from recommender.fitting.serving import Learned, learn

__all__ = ["AHEAD", "Ahead", "Fit", "Learned", "fit", "learn", "refreshed"]

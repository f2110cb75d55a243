"""What a workspace's settings become once its sets have been answered."""

from recommender.tuning.answered import PATIENCE, Answered, Exposure, Hearing, Made
from recommender.tuning.history import History
from recommender.tuning.marks import Marks
from recommender.tuning.standing import Standing
from recommender.tuning.tune import FIRST, GROWTH, LATEST, tune
from recommender.tuning.tuned import UNTUNED, Tuned

__all__ = [
    "FIRST", "GROWTH", "LATEST", "PATIENCE", "UNTUNED", "Answered", "Exposure", "Hearing",
    "History", "Made", "Marks", "Standing", "Tuned", "tune",
]  # fmt: skip

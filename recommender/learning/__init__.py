"""From the log to the model, and the model as a decision reads it."""

from recommender.learning.model import Model
from recommender.learning.view import Laid, Share, View

__all__ = ["Laid", "Model", "Share", "View"]

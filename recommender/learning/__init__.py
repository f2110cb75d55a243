"""From the log to the model, and the model as a decision reads it."""

from recommender.learning.checkpoint import (
    DamagedCheckpoint,
    OtherVersion,
    decode_model,
    encode_model,
)
from recommender.learning.fitted import Fitted
from recommender.learning.layout import Laid
from recommender.learning.model import Model
from recommender.learning.view import View
from recommender.learning.warmth import warm

__all__ = [
    "DamagedCheckpoint",
    "Fitted",
    "Laid",
    "Model",
    "OtherVersion",
    "View",
    "decode_model",
    "encode_model",
    "warm",
]

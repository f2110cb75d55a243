"""The state of a buyer's journey: a summary of acts that merges exactly, and how it is read."""

from recommender.journey.codec import DamagedJourney, decode, encode
from recommender.journey.episode import Episode
from recommender.journey.fold import fold, merge, observe
from recommender.journey.journey import Journey
from recommender.journey.mass import strength
from recommender.journey.parts import (
    ChannelUse,
    Conclusion,
    Consumption,
    Fact,
    Incident,
    JobTrace,
    Touch,
)
from recommender.journey.reading import Reader, observed_share, read
from recommender.journey.state import JobState, JourneyState, Presence, Status

__all__ = [
    "ChannelUse",
    "Conclusion",
    "Consumption",
    "DamagedJourney",
    "Episode",
    "Fact",
    "Incident",
    "JobState",
    "JobTrace",
    "Journey",
    "JourneyState",
    "Presence",
    "Reader",
    "Status",
    "Touch",
    "decode",
    "encode",
    "fold",
    "merge",
    "observe",
    "observed_share",
    "read",
    "strength",
]

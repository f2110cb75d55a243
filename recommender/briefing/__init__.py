"""Talking points: what a seller should know, say, show, ask and avoid now, each with its evidence.

Pure words over what is known: the same buyer at the same moment gives the same points.
"""

from recommender.briefing.brief import brief
from recommender.briefing.crowd import spoken_of, together
from recommender.briefing.line import Briefing, BriefingPart, Cited, Ground, Line, Silence

__all__ = [
    "Briefing",
    "BriefingPart",
    "Cited",
    "Ground",
    "Line",
    "Silence",
    "brief",
    "spoken_of",
    "together",
]

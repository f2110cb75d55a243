"""What acts said by themselves, without an offer's tags."""

from collections.abc import Mapping

from recommender.journey import Journey, strength
from recommender.model.instant import Instant

_LOUDEST = 2.0
"""Statements add up to this many acts at most."""


def statements(journey: Journey, about: str, now: Instant) -> Mapping[str, float]:
    """By what follows ``about`` in the key, such as ``job:``: how many fresh acts they weigh."""
    return {
        key.removeprefix(about): min(strength(mass, now), _LOUDEST)
        for key, mass in journey.evidence.items()
        if mass and key.startswith(about)
    }

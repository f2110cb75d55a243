"""Several people as one: the journeys of the most active of them, merged."""

from collections.abc import Mapping, Sequence
from functools import reduce
from uuid import UUID

from recommender.journey import Journey, merge
from recommender.model.vocabulary import Channel
from recommender.policy import NO

MOST = 8
"""So many people are merged: of more, the latest seen say where the company stands."""


def spoken_of(journeys: Mapping[UUID, Journey], channel: Channel) -> tuple[UUID, ...]:
    """The latest seen first. One who denied consent is left out, unless all of them did."""
    ordered = sorted(journeys, key=lambda one: (-_seen(journeys[one]), one))
    willing = [one for one in ordered if not _denied(journeys[one], channel)]
    return tuple((willing or ordered[:1])[:MOST])


def together(journeys: Sequence[Journey]) -> Journey:
    return reduce(merge, journeys, Journey.empty())


def _seen(journey: Journey) -> int:
    return journey.last.at if journey.last else 0


def _denied(journey: Journey, channel: Channel) -> bool:
    facts = journey.facts
    asked = ("consent:personalization", f"consent:{channel}")
    return any(key in facts and facts[key].value in NO for key in asked)

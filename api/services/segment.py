"""Who belongs to a segment of the buyers: told by what their journeys say now."""

from dataclasses import asdict
from hashlib import sha256
from typing import Any

import orjson

from graph.questions import BuyerFilter
from recommender import Instant, Journey, JourneyState


def fits(wanted: BuyerFilter, journey: Journey, state: JourneyState) -> bool:
    """All but the companies, which the store narrows by."""
    return (
        _seen(wanted, journey)
        and (not wanted.presence or state.presence in wanted.presence)
        and (not wanted.motions or state.motion in wanted.motions)
        and (not wanted.personas or _persona(state) in wanted.personas)
        and _stands(wanted, state)
    )


def _seen(wanted: BuyerFilter, journey: Journey) -> bool:
    """Who was never seen was not seen since any time."""
    last = _at(journey.last.at if journey.last else None)
    since, before = wanted.seen_since, wanted.seen_before
    return (since is None or last >= since) and (before is None or last < before)


def _at(last: Instant | None) -> float:
    return float("-inf") if last is None else last


def _persona(state: JourneyState) -> str | None:
    """The one that most of what was seen fits; the first by key of equal ones."""
    return min(state.personas, key=lambda key: (-state.personas[key], key), default=None)


def _stands(wanted: BuyerFilter, state: JourneyState) -> bool:
    if not wanted.jobs:
        return True
    stands = {job.job: job.status for job in state.jobs}
    return all(stands.get(one.job) in one.statuses for one in wanted.jobs)


def place_of(wanted: BuyerFilter) -> int:
    """A number that tells this segment from others, for the cursors through it."""
    parts = asdict(wanted)
    told = orjson.dumps({name: _told(part) for name, part in parts.items()})
    return int.from_bytes(sha256(told).digest()[:5])


def _told(part: Any) -> Any:
    """The same for the same sets and lists of jobs, in whatever order."""
    if isinstance(part, dict):
        return {name: _told(value) for name, value in part.items()}
    if isinstance(part, frozenset | tuple):
        return sorted((_told(one) for one in part), key=orjson.dumps)
    return part

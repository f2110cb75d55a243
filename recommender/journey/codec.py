"""A journey as bytes: canonical JSON, equal exactly when the journeys are.

Maps are sorted by key, parts are arrays in the order of their fields, empty parts are left out.
Masses are whole numbers of any size: reading them elsewhere takes a JSON parser that keeps them.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from recommender.journey.episode import Interval
from recommender.journey.journey import Journey
from recommender.journey.parts import (
    ChannelUse,
    Conclusion,
    Consumption,
    Fact,
    Incident,
    JobTrace,
    StatedMotion,
    Touch,
)
from recommender.model.vocabulary import Channel, Kind, Motion, Outcome

T = TypeVar("T")


class DamagedJourney(ValueError):  # noqa: N818  # says what is wrong, not that something is
    """The bytes are not those of a journey."""


_dump = json.JSONEncoder(separators=(",", ":"), sort_keys=True, check_circular=False).encode
_FIELDS = Journey.__slots__
_KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}
_CHANNELS: Mapping[str, Channel] = {channel.value: channel for channel in Channel}


def encode(journey: Journey) -> bytes:
    parts = {name: part for name in _FIELDS if (part := getattr(journey, name))}
    if journey.intervals:
        parts["intervals"] = [_shorten(one, journey.trail) for one in journey.intervals]
    return _dump(parts).encode()


def decode(data: bytes | str) -> Journey:
    """Raises: DamagedJourney."""
    try:
        parts = json.loads(data)
        trail = tuple([_touch(row) for row in parts.pop("trail", ())])
        intervals = tuple([_interval(row, trail) for row in parts.pop("intervals", ())])
        read = {name: _READERS[name](part) for name, part in parts.items()}
        return Journey(trail=trail, intervals=intervals, **read)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise DamagedJourney("not a journey") from error


def _shorten(interval: Interval, trail: tuple[Touch, ...]) -> tuple[Any, ...]:
    """An entry or exit that is in the trail is written as its place there."""
    return (_place(interval.entry, trail), _place(interval.exit, trail), *interval[2:])


def _place(touch: Touch, trail: tuple[Touch, ...]) -> Touch | int:
    place = bisect_left(trail, touch)
    return place if place < len(trail) and trail[place] == touch else touch


def _mapping(make: Callable[[Any], T]) -> Callable[[dict[str, Any]], dict[str, T]]:
    return lambda rows: {key: make(row) for key, row in rows.items()}


def _mass(written: object) -> int:
    if type(written) is not int:
        raise TypeError
    return written


def _touch(row: list[Any]) -> Touch:
    at, id_, kind, channel, *rest = row
    return Touch(at, id_, _KINDS[kind], _CHANNELS[channel], *rest)


def _motion(row: list[Any] | None) -> StatedMotion | None:
    if row is None:
        return None
    at, id_, motion = row
    return StatedMotion(at, id_, Motion(motion))


def _interval(row: list[Any], trail: tuple[Touch, ...]) -> Interval:
    entry, exit_, acts, motion = row
    return Interval(_taken(entry, trail), _taken(exit_, trail), acts, _motion(motion))


def _taken(written: int | list[Any], trail: tuple[Touch, ...]) -> Touch:
    return trail[written] if isinstance(written, int) else _touch(written)


def _conclusion(row: list[Any]) -> Conclusion:
    at, id_, outcome, reason, motion = row
    return Conclusion(
        at,
        id_,
        None if outcome is None else Outcome(outcome),
        reason,
        None if motion is None else Motion(motion),
    )


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "consumption": _mapping(lambda row: Consumption(*row)),
    "evidence": _mapping(_mass),
    "jobs": _mapping(lambda row: JobTrace(*row)),
    "channels": _mapping(lambda row: ChannelUse(*row)),
    "facts": _mapping(lambda row: Fact(*row)),
    "incidents": _mapping(lambda row: Incident(*row)),
    "conclusions": lambda rows: tuple([_conclusion(row) for row in rows]),
}

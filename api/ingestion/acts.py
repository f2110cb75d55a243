"""What an event's properties say of the act.

An event of somebody's own tracking plan may use our words for other things (``channel: organic``),
so a word outside our vocabulary is not ours and is left out. ``offerId`` and ``decisionId`` are
ours alone: one that cannot be meant is an error, which its sender wants to hear of. So is a number
for ``depth`` in another scale, which would tell a glance from a reading wrongly if it were cut.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from api.ingestion.refusal import Refused
from api.ingestion.verbs import kind_of, outcome_of
from api.store.arrivals import Code
from recommender import Channel, Kind, Motion, Outcome

LIMIT = 200
TOPICS = 50
SUBJECTS = ("subject", "incidentId", "ticketId")
UNNAMED = "unnamed"
Word = TypeVar("Word", bound=StrEnum)

_CHANNELS = {word.value: word for word in Channel}
_MOTIONS = {word.value: word for word in Motion}
_OUTCOMES = {word.value: word for word in Outcome}
_KINDS = {word.value: word for word in Kind}


def draft(kind: Kind, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of an arrival; only those that the properties say something about."""
    fields: dict[str, Any] = {"kind": _word(_KINDS, properties.get("kind")) or kind}
    for name, given in properties.items():
        if given is not None and (read := READERS.get(name)):
            field, value = read(given)
            if value is not None:
                fields[field] = value
    if fields["kind"] in (Kind.INCIDENT_OPENED, Kind.INCIDENT_CLOSED):
        fields["subject"] = _subject(properties)
    return fields


def of_track(name: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A track event: its name gives the kind, unless the properties give it."""
    fields = draft(kind_of(name), properties)
    if fields["kind"] is Kind.CONCLUDED and "outcome" not in fields:
        fields["outcome"] = outcome_of(name)
    return fields


def _word(words: Mapping[str, Word], value: object) -> Word | None:
    return words.get(value) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= LIMIT else None


def _subject(properties: Mapping[str, Any]) -> str:
    found = (_text(_written(properties.get(name))) for name in SUBJECTS)
    return next((subject for subject in found if subject), UNNAMED)


def _written(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _offer(value: object) -> tuple[str, str]:
    key = _text(_written(value))
    if key is None or not key.isprintable():
        raise Refused(Code.INVALID_OFFER, f"offerId is a text of 1 to {LIMIT} characters")
    return "offer", key


def _decision(value: object) -> tuple[str, UUID]:
    try:
        return "decision", UUID(value if isinstance(value, str) else "")
    except ValueError:
        raise Refused(Code.INVALID_DECISION, "decisionId is a UUID") from None


def _depth(value: object) -> tuple[str, float | None]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return "depth", None
    if not 0 <= value <= 1:
        raise Refused(Code.INVALID_DEPTH, "depth is a number from 0 to 1")
    return "depth", float(value)


def _topics(value: object) -> tuple[str, tuple[str, ...]]:
    listed = value.split(",") if isinstance(value, str) else value
    if not isinstance(listed, list):
        return "topics", ()
    texts = (_text(topic.strip()) for topic in listed if isinstance(topic, str))
    return "topics", tuple(text for text in texts if text)[:TOPICS]


READERS: Mapping[str, Any] = {
    "offerId": _offer,
    "decisionId": _decision,
    "depth": _depth,
    "topics": _topics,
    "channel": lambda value: ("channel", _word(_CHANNELS, value)),
    "motion": lambda value: ("motion", _word(_MOTIONS, value)),
    "outcome": lambda value: ("outcome", _word(_OUTCOMES, value)),
    "job": lambda value: ("job", _text(value)),
    "persona": lambda value: ("persona", _text(value)),
    "reason": lambda value: ("reason", _text(value)),
    "subject": lambda value: ("subject", _text(_written(value))),
}

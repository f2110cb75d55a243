"""PostHog's events, retold as the messages that ``segment`` reads."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from api.errors import MalformedBody
from api.ingestion.people import mapping
from api.ingestion.segment import Envelope, read_checked
from api.ingestion.timestamp import sent_at
from api.store.arrivals import Event, Ignored

VIEWS = {"$pageview": "page", "$screen": "screen"}
STATEMENTS = frozenset({"$identify", "$set"})


def read_posthog(body: object, envelope: Envelope) -> list[Event]:
    """A batch, a list of events, or one event."""
    if isinstance(body, list):
        return _read(body, envelope)
    if not isinstance(body, dict):
        raise MalformedBody
    envelope = replace(envelope, sent=sent_at(body.get("sent_at")) or envelope.sent)
    batch = body.get("batch", [body])
    if not isinstance(batch, list):
        raise MalformedBody
    return _read(batch, envelope)


def _read(items: Sequence[object], envelope: Envelope) -> list[Event]:
    return [_event(item, envelope) for item in items]


def _event(item: object, envelope: Envelope) -> Event:
    if not isinstance(item, dict):
        return read_checked(item, envelope)
    message = _message(item)
    return Ignored() if message is None else read_checked(message, envelope)


def _message(item: Mapping[str, Any]) -> dict[str, Any] | None:
    """The event in Segment's words; ``None`` for PostHog's own upkeep, such as ``$pageleave``."""
    given, properties = item.get("event"), mapping(item.get("properties"))
    name = given if isinstance(given, str) else ""
    message = {
        "messageId": item.get("uuid"),
        "timestamp": item.get("timestamp"),
        **_ids(item, properties),
    }
    if name in VIEWS:
        url = {"url": properties.get("$current_url")}
        return message | {"type": VIEWS[name], "properties": {**properties, **url}}
    if name in STATEMENTS:
        traits = item.get("$set") or properties.get("$set")
        return message | {"type": "identify", "traits": mapping(traits)}
    if name == "$groupidentify":
        traits = properties.get("$group_set")
        key = properties.get("$group_key")
        return message | {"type": "group", "groupId": key, "traits": mapping(traits)}
    if name == "$create_alias":
        return message | _alias(item, properties)
    if name.startswith("$"):
        return None
    return message | {"type": "track", "event": name, "properties": properties}


def _ids(item: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    """PostHog has one id; whether it is a known person's or a device's is told beside it."""
    person = item.get("distinct_id") or properties.get("distinct_id")
    device = properties.get("$anon_distinct_id") or properties.get("$device_id")
    if person == device or properties.get("$is_identified") is False:
        return {"anonymousId": person}
    return {"userId": person, "anonymousId": device}


def _alias(item: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    previous = properties.get("distinct_id") or item.get("distinct_id")
    return {
        "type": "alias",
        "userId": properties.get("alias"),
        "previousId": previous,
        "anonymousId": None,
    }

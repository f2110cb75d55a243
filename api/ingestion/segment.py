"""Segment's and RudderStack's messages: one alone or a batch, each read by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from api.errors import MalformedBody
from api.ingestion.acts import draft, of_track
from api.ingestion.body import EVENT_LIMIT
from api.ingestion.document import flaw
from api.ingestion.message_id import LIMIT as MESSAGE_ID_LIMIT
from api.ingestion.message_id import message_id
from api.ingestion.people import (
    COMPANY_FACTS,
    LIMIT,
    NOTHING,
    facts_of,
    identifier,
    identities_of,
    mapping,
)
from api.ingestion.refusal import Refused
from api.ingestion.timestamp import corrected, sent_at, time_of
from api.store.address import canonical
from api.store.arrivals import (
    Account,
    Arrival,
    Code,
    Event,
    Identity,
    Ignored,
    Rejection,
    json_text,
)
from recommender import Instant, Kind

VOUCHED = frozenset(
    {Kind.INCIDENT_OPENED, Kind.INCIDENT_CLOSED, Kind.PURCHASED, Kind.CONCLUDED, Kind.MET}
)
"""What the company's own systems know, and selling rests on: no browser says it."""
EXCERPT = 2_000
"""How much of a message that is too large is kept."""
EXPLAINED = {
    Code.EVENT_TOO_DEEP: "nested deeper than 32 levels",
    Code.INVALID_TEXT: "text holds a NUL, a lone surrogate or bytes that are not UTF-8",
    Code.NUMBER_OUT_OF_RANGE: "a number is not finite or does not fit into 64 bits",
}


@dataclass(frozen=True, slots=True)
class Envelope:
    """What holds for every message of a request."""

    received: Instant
    sent: Instant | None = None
    """When the client sent it, by the client's clock."""
    type: str | None = None
    """The type that the path names; a batch has none."""
    context: Mapping[str, Any] = field(default_factory=dict)
    integrations: Mapping[str, Any] = field(default_factory=dict)
    live: bool = True
    """False for a file: it was sent long ago, and its times are taken as they are."""
    large: bool = False
    """Whether the request is large enough to hold a message that is too large."""
    trusted: bool = True
    """False for a publishable key: whoever reads a page can send with it, in anybody's name."""
    signed: tuple[Identity, ...] = ()
    """Whom a site has signed for: first the user id, then what else is known to be theirs."""


def read_batch(body: object, envelope: Envelope) -> list[Event]:
    """Every message of a batch, in its order."""
    if not isinstance(body, dict) or not isinstance(body.get("batch"), list):
        raise MalformedBody
    envelope = replace(
        envelope,
        sent=sent_at(body.get("sentAt")) or envelope.sent,
        context=mapping(body.get("context")),
        integrations=mapping(body.get("integrations")),
    )
    return read_all(body["batch"], envelope)


def read_one(body: object, envelope: Envelope) -> list[Event]:
    """A message alone."""
    if not isinstance(body, dict):
        raise MalformedBody
    return [read_checked(body, envelope)]


def read_all(items: Sequence[object], envelope: Envelope) -> list[Event]:
    return [read_checked(item, envelope) for item in items]


def read_checked(item: object, envelope: Envelope) -> Event:
    """One message, whatever it is."""
    found = flaw(item)
    if found is not None:
        return Rejection(found, EXPLAINED[found], item)
    if envelope.large and len(text := json_text(item)) > EVENT_LIMIT:
        return Rejection(Code.EVENT_TOO_LARGE, f"larger than {EVENT_LIMIT} bytes", text[:EXCERPT])
    return read(item, envelope)


def read(item: object, envelope: Envelope) -> Event:
    """One message that is known to be storable JSON."""
    if not isinstance(item, dict):
        return Rejection(Code.INVALID_EVENT, "an event is a JSON object", item)
    try:
        return _arrival(item, envelope)
    except Refused as refused:
        return Rejection(refused.code, refused.message, item)


def _arrival(item: Mapping[str, Any], envelope: Envelope) -> Arrival | Ignored:
    context = mapping(item.get("context"))
    if envelope.context:
        context = {**envelope.context, **context}
    if not _wanted(item, context, envelope):
        return Ignored()
    kind = str(envelope.type or item.get("type"))
    reader = READERS.get(kind)
    if reader is None:
        raise Refused(Code.UNKNOWN_TYPE, f"type is one of {', '.join(READERS)}")
    fields = reader(item, context)
    if not envelope.trusted and fields["kind"] in VOUCHED:
        told = f"{fields['kind'].value} is taken with a secret key only"
        raise Refused(Code.NEEDS_SECRET_KEY, told)
    original = _original(item)
    identities = identities_of(item, _person(kind, item, context), trusted=envelope.trusted)
    return Arrival(
        message=_message(item),
        sent=original,
        at=_at(item, original, envelope),
        identities=identities,
        trusted=envelope.trusted,
        vouched=envelope.signed if envelope.signed[:1] == identities[:1] else (),
        event=item,
        **fields,
    )


def _wanted(item: Mapping[str, Any], context: Mapping[str, Any], envelope: Envelope) -> bool:
    integrations = mapping(item.get("integrations"))
    if envelope.integrations:
        integrations = {**envelope.integrations, **integrations}
    used = integrations.get("Cairn", integrations.get("All", True))
    return used is not False and context.get("active") is not False


def _message(item: Mapping[str, Any]) -> str:
    message = message_id(item)
    if message is None:
        raise Refused(
            Code.INVALID_MESSAGE_ID, f"messageId is a text of at most {MESSAGE_ID_LIMIT} characters"
        )
    return message


def _original(item: Mapping[str, Any]) -> Instant | None:
    try:
        return time_of(item.get("originalTimestamp") or item.get("timestamp"))
    except ValueError:
        raise Refused(
            Code.INVALID_TIMESTAMP, "a time is ISO 8601 with an offset from UTC, 1970 or later"
        ) from None


def _at(item: Mapping[str, Any], original: Instant | None, envelope: Envelope) -> Instant:
    if not envelope.live:
        own = sent_at(item.get("timestamp")) if "originalTimestamp" in item else None
        return corrected(own or original, None, envelope.received)
    return corrected(original, sent_at(item.get("sentAt")) or envelope.sent, envelope.received)


def _person(kind: str, item: Mapping[str, Any], context: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is said of the person; the traits of a group call are the company's."""
    stated = context.get("traits")
    own = None if kind == "group" else item.get("traits")
    if not own and not stated:
        return NOTHING
    return {**mapping(stated), **mapping(own)}


def _page(item: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    properties = mapping(item.get("properties"))
    return draft(Kind.VIEWED, properties) | {"page": _address(properties, context)}


def _address(properties: Mapping[str, Any], context: Mapping[str, Any]) -> str | None:
    url = properties.get("url") or mapping(context.get("page")).get("url")
    return canonical(url) if isinstance(url, str) else None


def _track(item: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    name = item.get("event")
    if not isinstance(name, str) or not name:
        raise Refused(Code.MISSING_EVENT_NAME, "a track call has an event name")
    properties = mapping(item.get("properties"))
    fields = of_track(name, properties)
    if fields["kind"] is Kind.STATED:
        fields["facts"] = facts_of(properties)
    elif fields["kind"] is Kind.VIEWED:
        fields["page"] = _address(properties, context)
    return fields


def _identify(item: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": Kind.STATED, "facts": facts_of(_person("identify", item, context))}


def _group(item: Mapping[str, Any], _: Mapping[str, Any]) -> dict[str, Any]:
    key = item.get("groupId")
    if key is None or key == "":
        raise Refused(Code.MISSING_GROUP_ID, "a group call has a groupId")
    traits = mapping(item.get("traits"))
    facts = facts_of(traits, COMPANY_FACTS)
    name = traits.get("name")
    fits = isinstance(name, str) and 0 < len(name) <= LIMIT
    account = Account(identifier(key), name if fits else None, dict(facts).get("vertical"))
    return {"kind": Kind.STATED, "facts": facts, "account": account}


def _alias(item: Mapping[str, Any], _: Mapping[str, Any]) -> dict[str, Any]:
    previous = item.get("previousId")
    if previous is None or previous == "":
        raise Refused(Code.MISSING_PREVIOUS_ID, "an alias call has a previousId")
    return {"kind": Kind.STATED, "previous": identifier(previous)}


READERS = {
    "identify": _identify,
    "track": _track,
    "page": _page,
    "screen": _page,
    "group": _group,
    "alias": _alias,
}

"""Interactions as the lines of a file that `cairn import events` reads."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

import orjson

from recommender import Interaction, Kind, iso_of

Message = dict[str, Any]


def dump_events(acts: Iterable[Interaction], accounts: Mapping[UUID, str]) -> Iterator[bytes]:
    """One message a line, in the given order. ``accounts`` are the companies of buyers.

    What a buyer stated is told of the company. Decisions are not named: those of another
    workspace would be refused.
    """
    for act in acts:
        yield orjson.dumps(_message(act, accounts.get(act.buyer))) + b"\n"


def _message(act: Interaction, account: str | None) -> Message:
    known = {
        "messageId": act.id.hex,
        "timestamp": iso_of(act.at),
        "userId": f"buyer-{act.buyer.hex}",
    }
    if act.kind is Kind.STATED and account is not None:
        return {"type": "group", **known, "groupId": account, "traits": dict(act.facts)}
    if act.kind is Kind.STATED:
        return {"type": "identify", **known, "traits": dict(act.facts)}
    properties: Message = {"kind": act.kind.value, "channel": act.channel.value}
    if act.offer is not None:
        properties["offerId"] = act.offer
    if act.depth:
        properties["depth"] = act.depth
    return {"type": "track", "event": f"offer {act.kind}", **known, "properties": properties}

"""A decision's parts as JSON and back, to the same values."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import orjson

from recommender import (
    Channel,
    Gate,
    LeftOut,
    Motion,
    Need,
    NeedShare,
    Reason,
    Step,
    StepContext,
)


def dump(value: Any) -> str:
    return orjson.dumps(value).decode()


def dump_context(context: StepContext) -> dict[str, Any]:
    return {
        "channel": context.channel,
        "page": context.page,
        "motion": context.motion,
        "locale": context.locale,
        "exclude": sorted(context.exclude),
        "among": None if context.among is None else sorted(context.among),
        "pinned": context.pinned,
        "size": context.size,
    }


def load_context(of: dict[str, Any]) -> StepContext:
    return StepContext(
        channel=Channel(of["channel"]),
        page=of["page"],
        motion=None if of["motion"] is None else Motion(of["motion"]),
        locale=of["locale"],
        exclude=frozenset(of["exclude"]),
        among=None if of.get("among") is None else frozenset(of["among"]),
        pinned=tuple(of.get("pinned", ())),
        size=of["size"],
    )


def dump_left_out(left_out: Iterable[LeftOut]) -> str:
    """Neighbours with the same rule share it: most of a catalogue can be left out."""
    runs = groupby(left_out, key=lambda entry: (entry.gate, entry.rule))
    return dump([[gate, rule, [entry.offer for entry in run]] for (gate, rule), run in runs])


def load_left_out(text: str) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(offer, Gate(gate), rule)
        for gate, rule, offers in orjson.loads(text)
        for offer in offers
    )


def dump_belief(belief: Iterable[NeedShare]) -> str:
    return dump([[*_pair(cell.need), cell.share] for cell in belief])


def load_belief(text: str) -> tuple[NeedShare, ...]:
    return tuple(
        NeedShare(None if persona is None else Need(persona, job), share)
        for persona, job, share in orjson.loads(text)
    )


def dump_serves(step: Step) -> str:
    return dump([_pair(need) for need in step.serves])


def load_serves(text: str) -> tuple[Need, ...]:
    return tuple(Need(*pair) for pair in orjson.loads(text))


def dump_reasons(step: Step) -> str:
    return dump([[r.id, r.term, r.weight, r.buyer, r.seller] for r in step.reasons])


def load_reasons(text: str) -> tuple[Reason, ...]:
    return tuple(Reason(*fields) for fields in orjson.loads(text))


def _pair(need: Need | None) -> tuple[str | None, str | None]:
    return (None, None) if need is None else (need.persona, need.job)

"""A decided set as flat JSON."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from graph.answers import Advice
from recommender import JourneyState, NeedShare, Offer, Reason, Step, Voice

MOST_LEFT_OUT = 100


def answer(advice: Advice, voice: Voice, *, open_book: bool) -> dict[str, Any]:
    """With an open book, what it rests on and what was left out as well."""
    decision = advice.decision
    told: dict[str, Any] = {
        "decisionId": str(decision.id),
        "steps": [_step(decision.steps[at], advice.offers, voice) for at in decision.display],
        "chanceAnyTaken": decision.chance_any_taken,
        "exhausted": decision.exhausted,
    }
    if open_book:
        told["leftOut"] = [
            {"offer": one.offer, "gate": one.gate, "rule": one.rule}
            for one in islice(decision.left_out, MOST_LEFT_OUT)
        ]
        told["leftOutTotal"] = len(decision.left_out)
        told["journey"] = _journey(advice.state, decision.belief)
    return told


def _step(step: Step, offers: Mapping[str, Offer], voice: Voice) -> dict[str, Any]:
    return {
        "offer": _offer(offers.get(step.offer) or Offer(step.offer, step.offer, "unknown")),
        "slot": step.slot,
        "chance": step.chance,
        "selectionProbability": step.selection_probability,
        "serves": [{"persona": need.persona, "job": need.job} for need in step.serves],
        "reasons": [told for reason in step.reasons if (told := _reason(reason, voice))],
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.key,
        "title": offer.title,
        "format": offer.format,
        "url": offer.url,
        "summary": offer.summary,
        "minutes": offer.minutes,
    }


def _reason(reason: Reason, voice: Voice) -> dict[str, Any] | None:
    words = reason.text(voice)
    return None if words is None else {"id": reason.id, "term": reason.term, "text": words}


def _journey(state: JourneyState, belief: Iterable[NeedShare]) -> dict[str, Any]:
    return {
        "jobs": [
            {"job": one.job, "status": one.status, "confidence": one.confidence}
            for one in state.jobs
        ],
        "belief": [
            {"persona": one.need.persona, "job": one.need.job, "share": one.share}
            if one.need
            else {"persona": None, "job": None, "share": one.share}
            for one in belief
        ],
        "observedShare": state.observed_share,
        "presence": state.presence,
        "relation": state.relation,
        "motion": state.motion,
        "openIncidents": list(state.open_incidents),
    }

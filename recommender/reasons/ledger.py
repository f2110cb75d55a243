"""The ledger: the facts that speak for a step, each with what it adds to the log-odds.

The terms of the evidence are the reasons; nothing is told that did not count (R35). A reason's
``id`` names the fact, so that what a seller is told agrees with what the website showed (R48).
"""

from typing import NamedTuple

from recommender.evidence import Evidence
from recommender.model.catalogue import Need
from recommender.model.decision import Reason
from recommender.reasons.facts import TELL, Facts, otherwise
from recommender.reasons.weights import TERMS_TOLD, Strength, strengths

_MOST = 3
"""How many facts are told of one step."""
_OFTEN = 2
"""So many steps of a set may say the same, where they have something else to say."""


class Why(NamedTuple):
    """What speaks for one step."""

    serves: tuple[Need, ...]
    """The needs of this buyer that it serves most."""
    reasons: tuple[Reason, ...]
    """The weightiest first; at least one of them has words for the buyer."""


def explain(evidence: Evidence, spots: list[int]) -> list[Why]:
    """Why each of some candidates was worth a place in the set."""
    found, cells = strengths(evidence, spots), evidence.belief.cells
    facts = Facts(evidence, [one.place for one in found])
    told: dict[str, int] = {}
    return [
        Why(tuple([cells[need] for need in one.serves]), _reasons(facts, one, told))
        for one in found
    ]


def _reasons(facts: Facts, strength: Strength, told: dict[str, int]) -> tuple[Reason, ...]:
    """Without what the set has said often enough; one of them at least has words for the buyer."""
    reasons: list[Reason] = []
    spoken, spare = False, None
    for number, weight in zip(strength.terms, strength.weights, strict=False):
        if spoken and len(reasons) == _MOST:
            break
        term = TERMS_TOLD[number]
        fact_id, (buyer, seller) = TELL[term](facts, strength)
        if len(reasons) < _MOST and told.get(fact_id, 0) < _OFTEN:
            reasons.append(Reason(fact_id, term, weight, buyer, seller))
            spoken = spoken or buyer is not None
        elif spare is None and buyer is not None:
            spare = Reason(fact_id, term, weight, buyer, seller)
    if not spoken:
        fact_id, told_words = otherwise(facts, strength)
        reasons[_MOST - 1 :] = [spare or Reason(fact_id, "bias", 0.0, *told_words)]
    for reason in reasons:
        told[reason.id] = told.get(reason.id, 0) + 1
    return tuple(reasons)

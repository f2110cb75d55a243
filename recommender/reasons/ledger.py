"""The ledger: the facts that speak for a step, each with what it adds to the log-odds.

The terms of the evidence are the reasons; nothing is told that did not count (R35). A reason's
``id`` names the fact, so that what a seller is told agrees with what the website showed (R48).
"""

from typing import NamedTuple

import numpy as np

from recommender.evidence import TERMS, Evidence
from recommender.model.catalogue import Need
from recommender.model.decision import Reason
from recommender.reasons import words
from recommender.reasons.facts import TELL, Fact, Facts

_TOLD = 3
"""How many facts are told of one step."""
_FAINT = 0.1
"""What adds less than this to the log-odds is not worth telling."""
_START = Fact("start", words.starting_point())


class Why(NamedTuple):
    """What speaks for one step."""

    serves: tuple[Need, ...]
    """The needs of this buyer that it serves most."""
    reasons: tuple[Reason, ...]
    """The weightiest first; at least one of them has words for the buyer."""


def explain(evidence: Evidence, places: list[int]) -> list[Why]:
    """Why each of some offers of the shelf was worth a place in the set."""
    found = evidence.terms
    weights = (evidence.parts[:, None] * found.table[:, places]).T.tolist()
    paths = _paths(evidence, places)
    needs = (evidence.expected[places] - evidence.common[places]).tolist()
    facts = Facts.of(evidence, places)
    return [
        Why(facts.served[line], _reasons(facts, line, _spread(*row)))
        for line, row in enumerate(zip(weights, needs, paths, strict=True))
    ]


def _paths(evidence: Evidence, places: list[int]) -> list[float]:
    """What the trail itself adds to the log-odds, over what is touched most anyway."""
    shares, scale = evidence.terms.shares, evidence.scale
    whole = shares.pathway[places]
    added = np.log((1.0 + scale * whole) / (1.0 + scale * (whole - shares.learned[places])))
    weighted: list[float] = (evidence.parts[TERMS.index("pathway")] * added).tolist()
    return weighted


def _spread(weights: list[float], need: float, path: float) -> dict[str, float]:
    """The weights by term; what a pathway owes to popularity is told as trend."""
    by_term = dict(zip(TERMS, weights, strict=True))
    by_term["need"] = need
    by_term["trend"] += by_term["pathway"] - path
    by_term["pathway"] = path
    return by_term


def _reasons(facts: Facts, line: int, weights: dict[str, float]) -> tuple[Reason, ...]:
    strong = [(weight, term) for term, weight in weights.items() if weight > _FAINT]
    strong.sort(reverse=True)
    reasons = [_reason(TELL[term](facts, line), term, weight) for weight, term in strong[:_TOLD]]
    if not any(reason.buyer for reason in reasons):
        reasons.append(_reason(_START, "bias", 0.0))
    return tuple(reasons)


def _reason(fact: Fact, term: str, weight: float) -> Reason:
    return Reason(fact.id, term, round(weight, 6), fact.words.buyer, fact.words.seller)

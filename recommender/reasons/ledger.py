"""The ledger: the facts that speak for a step, each with what it adds to the log-odds.

The terms of the evidence are the reasons; nothing is told that did not count (R35). A reason's
``id`` names the fact, so that what a seller is told agrees with what the website showed (R48).
"""

from collections import defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.evidence import TERMS, Evidence
from recommender.model.catalogue import Need
from recommender.model.decision import Reason
from recommender.reasons.facts import TELL, Fact, Facts, otherwise

Floats = NDArray[np.float64]

_TERMS = (*TERMS, "need")
_PATHWAY, _TREND = TERMS.index("pathway"), TERMS.index("trend")
_TOLD = 3
"""How many facts are told of one step."""
_FAINT = 0.1
"""What adds less than this to the log-odds is not worth telling."""
_OFTEN = 2
"""So many steps of a set may say the same, where they have something else to say."""


class Why(NamedTuple):
    """What speaks for one step."""

    serves: tuple[Need, ...]
    """The needs of this buyer that it serves most."""
    reasons: tuple[Reason, ...]
    """The weightiest first; at least one of them has words for the buyer."""


def explain(evidence: Evidence, places: list[int]) -> list[Why]:
    """Why each of some offers of the shelf was worth a place in the set."""
    facts = Facts.of(evidence, places)
    weights = _weights(evidence, places).T.tolist()
    told: defaultdict[str, int] = defaultdict(int)
    whys = []
    for line, row in enumerate(weights):
        reasons = _varied(_reasons(facts, line, row), told)
        for reason in reasons:
            told[reason.id] += 1
        whys.append(Why(facts.serves(line), reasons))
    return whys


def _varied(reasons: list[Reason], told: defaultdict[str, int]) -> tuple[Reason, ...]:
    """Without what the set has said often enough; the weightiest at least has words for it."""
    fresh = [reason for reason in reasons if told[reason.id] < _OFTEN][:_TOLD]
    if not any(reason.buyer for reason in fresh):
        fresh = [*fresh[: _TOLD - 1], next(reason for reason in reasons if reason.buyer)]
    return tuple(fresh)


def _weights(evidence: Evidence, places: list[int]) -> Floats:
    """What each term, and last the need, adds to the log-odds; one line a term.

    What a pathway owes to popularity is told as trend.
    """
    weights = np.empty((len(_TERMS), len(places)))
    np.multiply(evidence.terms.table.take(places, axis=1), evidence.parts[:, None], weights[:-1])
    np.subtract(evidence.expected.take(places), evidence.common.take(places), weights[-1])
    path = evidence.parts[_PATHWAY] * _path(evidence, places)
    weights[_TREND] += weights[_PATHWAY] - path
    weights[_PATHWAY] = path
    return weights


def _path(evidence: Evidence, places: list[int]) -> Floats:
    """The part of the term that the trail itself adds, over what is touched most anyway."""
    shares, scale = evidence.terms.shares, evidence.scale
    whole = shares.pathway.take(places)
    unlearned = whole - shares.learned.take(places)
    return np.asarray(np.log((1.0 + scale * whole) / (1.0 + scale * unlearned)))


def _reasons(facts: Facts, line: int, weights: list[float]) -> list[Reason]:
    strong = [pair for pair in zip(weights, _TERMS, strict=True) if pair[0] > _FAINT]
    strong.sort(reverse=True)
    reasons = [_reason(TELL[term](facts, line), term, weight) for weight, term in strong]
    if not any(reason.buyer for reason in reasons[:_TOLD]):
        reasons.insert(_TOLD - 1, _reason(otherwise(facts, line), "bias", 0.0))
    return reasons


def _reason(fact: Fact, term: str, weight: float) -> Reason:
    return Reason(fact.id, term, round(weight, 6), fact.words.buyer, fact.words.seller)

"""The ledger: the facts that speak for a step, each with what it adds to the log-odds.

The terms of the evidence are the reasons; nothing is told that did not count (R35). A reason's
``id`` names the fact, so that what a seller is told agrees with what the website showed (R48).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recommender.evidence import TERMS, Evidence
from recommender.model.catalogue import Need
from recommender.model.decision import Reason
from recommender.model.instant import DAY
from recommender.model.shelf import ANYONE
from recommender.reasons import words
from recommender.reasons.words import Words

_TOLD = 3
"""How many facts are told of one step."""
_FAINT = 0.1
"""What adds less than this to the log-odds is not worth telling."""
_RECENT = 5
"""How many of the latest offers an editor's link is looked for from."""
_BROAD = 0.95
"""An offer that fits other personas this nearly as well is not told to be for one."""


class Entry(NamedTuple):
    id: str
    term: str
    weight: float
    words: Words


def reasons(evidence: Evidence, place: int) -> tuple[Reason, ...]:
    """The weightiest facts first; at least one of them for the buyer."""
    entries = sorted(_entries(evidence, place), key=lambda entry: -entry.weight)[:_TOLD]
    if not any(entry.words.buyer for entry in entries):
        entries.append(Entry("start", "bias", 0.0, words.starting_point()))
    return tuple(
        Reason(entry.id, entry.term, round(entry.weight, 6), entry.words.buyer, entry.words.seller)
        for entry in entries
    )


def serves(evidence: Evidence, place: int, most: int = 2) -> tuple[Need, ...]:
    """The needs of this buyer that an offer serves most."""
    belief = evidence.belief
    served = belief.shares * evidence.asked.shelf.need[belief.kept, place]
    best = sorted(range(len(served)), key=lambda one: -served[one])[:most]
    return tuple(belief.cells[belief.kept[one]] for one in best if served[one] > 0.0)


def _entries(evidence: Evidence, place: int) -> Iterator[Entry]:
    found = evidence.terms
    weights = dict(zip(TERMS, (evidence.parts * found.table[:, place]).tolist(), strict=True))
    whole = float(found.shares.pathway[place])
    learned = float(found.shares.learned[place]) / whole if whole > 0.0 else 0.0
    weights["trend"] += weights["pathway"] * (1.0 - learned)
    weights["pathway"] *= learned
    weights["need"] = float(evidence.expected[place] - evidence.common[place])
    for term, weight in weights.items():
        if weight > _FAINT:
            id_, told = _TELL[term](evidence, place)
            yield Entry(id_, term, weight, told)


def _pathway(evidence: Evidence, place: int) -> tuple[str, Words]:
    shelf, trail = evidence.asked.shelf, evidence.terms.trail
    for key in reversed(trail[-_RECENT:]):
        source = shelf.index.get(key)
        if source is not None and place in shelf.linked(source):
            return f"pathway:{key}", words.linked(shelf.offers[source].title)
    known = [key for key in trail if key in shelf.index]
    if not known:
        return "pathway", words.followed(trail[-1], others=True)
    title = shelf.offers[shelf.index[known[-1]]].title
    return f"pathway:{known[-1]}", words.followed(title, others=len(trail) > 1)


def _trend(_evidence: Evidence, _place: int) -> tuple[str, Words]:
    return "trend", words.popular()


def _newness(evidence: Evidence, place: int) -> tuple[str, Words]:
    age = evidence.asked.now - int(evidence.terms.born[place])
    return "newness", words.fresh(max(age, 0) // DAY)


def _topic(evidence: Evidence, place: int) -> tuple[str, Words]:
    shelf = evidence.asked.shelf
    topics: Sequence[str] = shelf.offers[place].topics
    read = [shelf.index[key] for key in evidence.terms.trail if key in shelf.index]
    for source in reversed(read):
        for topic in topics:
            if topic in shelf.offers[source].topics:
                return f"topic:{topic}", words.on_topic(topic)
    return "topic", words.alike()


def _response(_evidence: Evidence, _place: int) -> tuple[str, Words]:
    return "response", words.responded()


def _channel(evidence: Evidence, _place: int) -> tuple[str, Words]:
    return f"channel:{evidence.asked.context.channel}", words.made_for(
        evidence.asked.context.channel
    )


def _format(evidence: Evidence, place: int) -> tuple[str, Words]:
    name = evidence.asked.shelf.offers[place].format
    return f"format:{name}", words.usual_format(name)


def _colleague(evidence: Evidence, _place: int) -> tuple[str, Words]:
    belief = evidence.belief
    persona = belief.personas[int(belief.acting_for.argmax())]
    return f"colleague:{persona.key}", words.for_colleague(persona.title)


def _need(evidence: Evidence, place: int) -> tuple[str, Words]:
    shelf, belief = evidence.asked.shelf, evidence.belief
    fit = shelf.need[:, place]
    cell = int((belief.whole * fit).argmax())
    row, column = divmod(cell, len(shelf.jobs))
    beside = fit.reshape(len(shelf.personas), -1)[:, column]
    persona, job = shelf.personas[row], shelf.jobs[column]
    others = (float(beside.sum()) - float(fit[cell])) / max(len(beside) - 1, 1)
    apart = persona is not ANYONE and others < _BROAD * float(fit[cell])
    percent = round(100.0 * float(belief.whole[column :: len(shelf.jobs)].sum()))
    told = words.helps(job.title, persona.title if apart else None, percent)
    return f"need:{persona.key}/{job.key}", told


_TELL = {
    "pathway": _pathway,
    "trend": _trend,
    "newness": _newness,
    "topic": _topic,
    "response": _response,
    "channel": _channel,
    "format": _format,
    "colleague": _colleague,
    "fatigue": _trend,
    "need": _need,
}

"""Facts behind the terms: which one it is, by an id, and how it is put into words."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from recommender.evidence import Evidence
from recommender.model.catalogue import Need
from recommender.model.instant import DAY
from recommender.model.shelf import ANYONE, Shelf
from recommender.reasons import words
from recommender.reasons.words import Words

_RECENT = 5
"""How many of the latest offers an editor's link is looked for from."""
_FINE = 1e12
"""Fits are compared to this part of one: then no machine's last bit decides a tie."""
_SERVED = 2
"""How many needs a step is said to serve at most."""
_MEANT = 0.25
"""How far a buyer must be of a persona for its links to be named."""
_SLIGHT = 0.02
"""Share of a buyer's needs below which serving one is not worth saying."""
_APART = 0.95
"""An offer that fits other personas this nearly as well is not told to be for one."""


class Fact(NamedTuple):
    id: str
    words: Words


class Facts(NamedTuple):
    """What the words of one set are drawn from; lines are its steps."""

    evidence: Evidence
    places: list[int]
    read: list[int]
    """The offers of the trail that are on the shelf, oldest first."""
    linked: Mapping[int, int]
    """From which of the latest offers an editor's link leads to an offer, by places."""
    origins: list[str | None]
    """The offer of the trail that most leads on to each step, as others went."""
    shares: list[float]
    """Of each need, as it is believed."""
    fits: list[list[float]]
    """How well each step serves each need."""
    served: list[list[int]]
    """The needs of this buyer that each step serves most, by their places."""

    @classmethod
    def of(cls, evidence: Evidence, places: list[int]) -> "Facts":
        shelf = evidence.asked.shelf
        index = shelf.index
        read = [index[key] for key in evidence.terms.trail if key in index]
        linked = _linked(shelf, read[-_RECENT:], evidence.belief.own.tolist())
        whole, fits = evidence.belief.whole, shelf.need.take(places, axis=1).T
        order = np.rint(whole * fits * -_FINE).argsort(axis=1, kind="stable")
        served = order[:, :_SERVED].tolist()
        origins = evidence.asked.view.origins(
            evidence.terms.trail, evidence.asked.context.motion, places
        )
        return cls(evidence, places, read, linked, origins, whole.tolist(), fits.tolist(), served)

    def serves(self, line: int) -> tuple[Need, ...]:
        """The needs it serves best, less those that this buyer hardly has; one at least."""
        cells, fits = self.evidence.belief.cells, self.fits[line]
        found = [cell for cell in self.served[line] if fits[cell] > 0.0]
        likely = [cell for cell in found if self.shares[cell] >= _SLIGHT]
        return tuple([cells[cell] for cell in likely or found[:1]])


def _linked(shelf: Shelf, sources: list[int], own: list[float]) -> dict[int, int]:
    """Where editors' links lead to, those for others than this buyer left out."""
    linked = {target: source for source in sources for target in shelf.linked[source]}
    for source in sources:
        for target, persona, _ in shelf.targeted.get(source, ()):
            if own[persona] >= _MEANT:
                linked[target] = source
    return linked


def _pathway(facts: Facts, line: int) -> Fact:
    shelf = facts.evidence.asked.shelf
    source = facts.linked.get(facts.places[line])
    if source is not None:
        return Fact(f"pathway:{shelf.keys[source]}", words.linked(shelf.offers[source].title))
    origin = facts.origins[line]
    if origin is None or origin not in shelf.index:
        return Fact("pathway", words.followed_unnamed())
    title = shelf.offers[shelf.index[origin]].title
    return Fact(f"pathway:{origin}", words.followed(title))


def _trend(_facts: Facts, _line: int) -> Fact:
    return Fact("trend", words.popular())


def _newness(facts: Facts, line: int) -> Fact:
    age = facts.evidence.asked.now - int(facts.evidence.terms.born[facts.places[line]])
    published = bool(facts.evidence.asked.shelf.published[facts.places[line]])
    return Fact("newness", words.fresh(max(age, 0) // DAY, published=published))


def _topic(facts: Facts, line: int) -> Fact:
    offers = facts.evidence.asked.shelf.offers
    topics = offers[facts.places[line]].topics
    for source in reversed(facts.read):
        for topic in topics:
            if topic in offers[source].topics:
                return Fact(f"topic:{topic}", words.on_topic(topic))
    return Fact("topic", words.alike())


def _response(_facts: Facts, _line: int) -> Fact:
    return Fact("response", words.responded())


def _channel(facts: Facts, _line: int) -> Fact:
    channel = facts.evidence.asked.context.channel
    return Fact(f"channel:{channel}", words.made_for(channel))


def _format(facts: Facts, line: int) -> Fact:
    name = facts.evidence.asked.shelf.offers[facts.places[line]].format
    return Fact(f"format:{name}", words.usual_format(name))


def _colleague(facts: Facts, _line: int) -> Fact:
    belief = facts.evidence.belief
    persona = belief.personas[int(belief.acting_for.argmax())]
    return Fact(f"colleague:{persona.key}", words.for_colleague(persona.title))


def otherwise(facts: Facts, line: int) -> Fact:
    """What is said where nothing that weighs has words for the buyer."""
    if any(facts.fits[line]):
        return _need(facts, line)
    return Fact("start", words.further_point() if facts.read else words.starting_point())


def _need(facts: Facts, line: int) -> Fact:
    shelf = facts.evidence.asked.shelf
    jobs = len(shelf.jobs)
    row, column = divmod(facts.served[line][0], jobs)
    persona, job = shelf.personas[row], shelf.jobs[column]
    fits = facts.fits[line][column::jobs]
    others = (sum(fits) - fits[row]) / max(len(fits) - 1, 1)
    apart = persona is not ANYONE and others < _APART * fits[row]
    percent = round(100.0 * sum(facts.shares[column::jobs]))
    told = words.helps(job.title, persona.title if apart else None, percent)
    return Fact(f"need:{persona.key}/{job.key}", told)


TELL: Mapping[str, Callable[[Facts, int], Fact]] = {
    "pathway": _pathway,
    "trend": _trend,
    "newness": _newness,
    "topic": _topic,
    "response": _response,
    "channel": _channel,
    "format": _format,
    "colleague": _colleague,
    "need": _need,
}
"""By term. Fatigue has no words: it only ever speaks against a step."""

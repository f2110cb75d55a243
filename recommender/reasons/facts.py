"""Facts behind the terms: which one it is, by an id, and how it is put into words."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from recommender.evidence import Evidence
from recommender.model.instant import DAY
from recommender.model.shelf import ANYONE
from recommender.reasons import words
from recommender.reasons.words import Words

_RECENT = 5
"""How many of the latest offers an editor's link is looked for from."""
_MEANT = 0.25
"""How far a buyer must be of a persona for its links to be named."""
_APART = 0.95
"""An offer that fits other personas this nearly as well is not told to be for one."""


class Fact(NamedTuple):
    id: str
    words: Words


class Facts:
    """What the words of one set are drawn from, each looked up when it is first told."""

    def __init__(self, evidence: Evidence, places: Sequence[int]) -> None:
        """``places`` are those of the steps, on the shelf."""
        self.evidence = evidence
        self.places = places
        self.shelf = evidence.asked.shelf
        index = self.shelf.index
        self.read = [index[key] for key in reversed(evidence.terms.trail) if key in index]
        """The offers of the trail that are on the shelf, the latest first."""

    @cached_property
    def origins(self) -> list[str | None]:
        """The offer of the trail that most leads on to each step, as others went."""
        asked = self.evidence.asked
        trail, motion = self.evidence.terms.trail, asked.context.motion
        return asked.view.retriever.origins(trail, motion, self.places)

    def link(self, place: int) -> int | None:
        """The latest offer from which an editor's link leads there, if it is for this buyer."""
        for source, linked, targeted in self._links:
            if place in linked:
                return source
            for target, persona, _ in targeted:
                if target == place and self.evidence.belief.own[persona] >= _MEANT:
                    return source
        return None

    @cached_property
    def _links(self) -> list[tuple[int, tuple[int, ...], tuple[tuple[int, int, float], ...]]]:
        """Where editors' links lead from the latest offers: those for all, those for some."""
        linked, targeted = self.shelf.linked, self.shelf.targeted
        return [(one, linked[one], targeted.get(one, ())) for one in self.read[:_RECENT]]


def _pathway(facts: Facts, line: int, _serves: list[int]) -> Fact:
    shelf = facts.shelf
    source = facts.link(facts.places[line])
    if source is not None:
        return Fact(f"pathway:{shelf.keys[source]}", words.linked(shelf.offers[source].title))
    origin = facts.origins[line]
    if origin is None or origin not in shelf.index:
        return Fact("pathway", words.followed_unnamed())
    title = shelf.offers[shelf.index[origin]].title
    return Fact(f"pathway:{origin}", words.followed(title))


_POPULAR = Fact("trend", words.popular())


def _trend(_facts: Facts, _line: int, _serves: list[int]) -> Fact:
    return _POPULAR


def _newness(facts: Facts, line: int, _serves: list[int]) -> Fact:
    published = int(facts.shelf.published[facts.places[line]])
    born = published or facts.evidence.asked.view.born(facts.places[line])
    age = facts.evidence.asked.now - born
    return Fact("newness", words.fresh(max(age, 0) // DAY, published=bool(published)))


def _topic(facts: Facts, line: int, _serves: list[int]) -> Fact:
    offers = facts.shelf.offers
    topics = offers[facts.places[line]].topics
    for source in facts.read:
        for topic in topics:
            if topic in offers[source].topics:
                return Fact(f"topic:{topic}", words.on_topic(topic))
    return Fact("topic", words.alike())


def _response(_facts: Facts, _line: int, _serves: list[int]) -> Fact:
    return Fact("response", words.responded())


def _channel(facts: Facts, _line: int, _serves: list[int]) -> Fact:
    channel = facts.evidence.asked.context.channel
    return Fact(f"channel:{channel}", words.made_for(channel))


def _format(facts: Facts, line: int, _serves: list[int]) -> Fact:
    name = facts.shelf.offers[facts.places[line]].format
    return Fact(f"format:{name}", words.usual_format(name))


def _colleague(facts: Facts, _line: int, _serves: list[int]) -> Fact:
    belief = facts.evidence.belief
    persona = belief.personas[int(belief.acting_for.argmax())]
    return Fact(f"colleague:{persona.key}", words.for_colleague(persona.title))


def otherwise(facts: Facts, line: int, serves: list[int]) -> Fact:
    """What is said where nothing that weighs has words for the buyer."""
    if serves:
        return _need(facts, line, serves)
    return Fact("start", words.further_point() if facts.read else words.starting_point())


def _need(facts: Facts, line: int, serves: list[int]) -> Fact:
    shelf = facts.shelf
    row, column = divmod(serves[0], len(shelf.jobs))
    persona, job = shelf.personas[row], shelf.jobs[column]
    fits = shelf.fits[facts.places[line], column :: len(shelf.jobs)].tolist()
    others = (sum(fits) - fits[row]) / max(len(fits) - 1, 1)
    apart = persona is not ANYONE and others < _APART * fits[row]
    share = sum(facts.evidence.belief.whole[column :: len(shelf.jobs)].tolist())
    told = words.helps(job.title, persona.title if apart else None, round(100.0 * share))
    return Fact(f"need:{persona.key}/{job.key}", told)


TELL: Mapping[str, Callable[[Facts, int, list[int]], Fact]] = {
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

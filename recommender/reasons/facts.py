"""Facts behind the terms: which one it is, by an id, and how it is put into words."""

from collections.abc import Callable, Mapping, Sequence

from recommender.evidence import Evidence
from recommender.model.instant import DAY
from recommender.model.shelf import ANYONE
from recommender.reasons import words
from recommender.reasons.weights import Strength
from recommender.reasons.words import Words

_RECENT = 5
"""How many of the latest offers an editor's link is looked for from."""
_MEANT = 0.25
"""How far a buyer must be of a persona for its links to be named."""
Fact = tuple[str, Words]
"""Its id, and how it is told."""


class Facts:
    """What the words of one set are drawn from, each looked up when it is first told."""

    def __init__(self, evidence: Evidence, places: Sequence[int]) -> None:
        """``places`` are those of the steps, on the shelf."""
        self.evidence = evidence
        self.places = places
        self.shelf = evidence.asked.shelf
        self.offers = self.shelf.offers
        self.steps: list[int] = evidence.terms.steps[1].tolist()
        """The latest of the trail by place, -1 of what is not on the shelf; the latest last."""
        self.read: list[int] = [place for place in reversed(self.steps) if place >= 0]
        self._origins: dict[int, int] | None = None

    def origin(self, place: int) -> int:
        """The place of the step that most leads on to an offer, as others went; -1 of none."""
        if self._origins is None:
            asked, steps = self.evidence.asked, self.evidence.terms.steps
            found = asked.view.retriever.origins(steps, asked.context.motion, self.places)
            self._origins = dict(zip(self.places, found, strict=True))
        step = self._origins[place]
        return step if step < 0 else self.steps[step]

    def link(self, place: int) -> int | None:
        """The latest offer from which an editor's link leads there, if it is for this buyer."""
        linked, targeted = self.shelf.linked, self.shelf.targeted
        for source in self.read[:_RECENT]:
            if place in linked[source]:
                return source
            for target, persona, _ in targeted.get(source, ()):
                if target == place and self.evidence.belief.own[persona] >= _MEANT:
                    return source
        return None


def _pathway(facts: Facts, step: Strength) -> Fact:
    shelf = facts.shelf
    source = facts.link(step.place)
    if source is not None:
        return f"pathway:{shelf.keys[source]}", words.linked(facts.offers[source].title)
    origin = facts.origin(step.place)
    if origin < 0:
        return "pathway", words.followed_unnamed()
    return f"pathway:{shelf.keys[origin]}", words.followed(facts.offers[origin].title)


_POPULAR = ("trend", words.popular())


def _trend(_facts: Facts, _step: Strength) -> Fact:
    return _POPULAR


def _newness(facts: Facts, step: Strength) -> Fact:
    published = int(facts.shelf.published[step.place])
    born = published or facts.evidence.asked.view.born(step.place)
    age = facts.evidence.asked.now - born
    return "newness", words.fresh(max(age, 0) // DAY, published=bool(published))


def _topic(facts: Facts, step: Strength) -> Fact:
    offers = facts.offers
    topics = offers[step.place].topics
    for source in facts.read:
        for topic in topics:
            if topic in offers[source].topics:
                return f"topic:{topic}", words.on_topic(topic)
    return "topic", words.alike()


def _response(_facts: Facts, _step: Strength) -> Fact:
    return "response", words.responded()


def _channel(facts: Facts, _step: Strength) -> Fact:
    channel = facts.evidence.asked.context.channel
    return f"channel:{channel}", words.made_for(channel)


def _format(facts: Facts, step: Strength) -> Fact:
    name = facts.offers[step.place].format
    return f"format:{name}", words.usual_format(name)


def _colleague(facts: Facts, _step: Strength) -> Fact:
    belief = facts.evidence.belief
    persona = belief.personas[int(belief.acting_for.argmax())]
    return f"colleague:{persona.key}", words.for_colleague(persona.title)


def otherwise(facts: Facts, step: Strength) -> Fact:
    """What is said where nothing that weighs has words for the buyer."""
    if step.serves:
        return _need(facts, step)
    return "start", words.further_point() if facts.read else words.starting_point()


def _need(facts: Facts, step: Strength) -> Fact:
    shelf = facts.shelf
    row, column = divmod(step.serves[0], len(shelf.jobs))
    persona, job = shelf.personas[row], shelf.jobs[column]
    whose = persona.title if step.apart and persona is not ANYONE else None
    return f"need:{persona.key}/{job.key}", words.helps(job.title, whose, step.percent)


TELL: Mapping[str, Callable[[Facts, Strength], Fact]] = {
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

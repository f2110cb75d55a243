"""Facts in words: what a buyer is told and what a seller is told, of the same fact (R48)."""

from functools import lru_cache

from recommender.model.vocabulary import Channel

KEPT = 4096
"""So many wordings are kept of each kind: a workspace says the same over and over."""
_LIKELY = 25
"""Percent of a buyer's needs from which one of them is called likely."""


Words = tuple[str | None, str]
"""The buyer's, ``None`` where the fact is for sellers only; and the seller's."""


@lru_cache(maxsize=KEPT)
def linked(source: str) -> Words:
    return (f"A good next step after “{source}”", f"Editors recommend it after “{source}”")


@lru_cache(maxsize=KEPT)
def followed(source: str) -> Words:
    return (f"Readers of “{source}” often go on to this", f"Often taken next after “{source}”")


def followed_unnamed() -> Words:
    return (
        "Often taken next by readers of what you have seen",
        "Often taken next on a path like this buyer's",
    )


def popular() -> Words:
    return ("Popular right now", "Among what buyers take up most these days")


@lru_cache(maxsize=KEPT)
def fresh(days: int, *, published: bool) -> Words:
    age = ("today", "yesterday")[days] if days in {0, 1} else f"{days} days ago"
    return ("New", f"New: {'published' if published else 'first taken up'} {age}")


@lru_cache(maxsize=KEPT)
def on_topic(topic: str) -> Words:
    return (f"More on {topic}", f"More on {topic}, which this buyer has been reading about")


def alike() -> Words:
    return ("Close to what you have been reading", "Its text is close to what this buyer has read")


def responded() -> Words:
    return (None, "Taken more often than most when it is shown")


def made_for(channel: Channel) -> Words:
    return (None, f"Made for this channel: {channel}")


@lru_cache(maxsize=KEPT)
def usual_format(name: str) -> Words:
    return (f"In a format you often choose: {name}", f"This buyer often takes: {name}")


def for_colleague(persona: str) -> Words:
    return (
        "Easy to pass on to a colleague",
        f"Can be handed on: this buyer seems to read for the {lower(persona)} as well",
    )


@lru_cache(maxsize=KEPT)
def helps(job: str, persona: str | None, percent: int) -> Words:
    work = f"helps with {lower(job)}"
    told = f"For the {lower(persona)}: {work}" if persona else work.capitalize()
    if percent < _LIKELY:
        return (told, f"{told}, which may be a need of this buyer ({percent} %)")
    return (told, f"{told}, a likely need of this buyer now ({percent} %)")


def starting_point() -> Words:
    return ("A good place to start", "Little is known of this buyer yet; a safe start")


def further_point() -> Words:
    return ("Rounds off what you have seen", "Nothing in particular speaks for it")


def lower(title: str) -> str:
    """A title inside a sentence; abbreviations stay as they are."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title

"""The wordings of talking points: for sellers, so none of them ever reaches a buyer."""

from recommender.model.instant import DAY, Instant
from recommender.model.vocabulary import Kind, Outcome

DID = {
    Kind.VIEWED: "Opened",
    Kind.CLICKED: "Followed",
    Kind.COMPLETED: "Finished",
    Kind.SHARED: "Handed on",
    Kind.SEARCHED: "Searched",
    Kind.ASKED: "Asked a question",
    Kind.MET: "Met us",
    Kind.ACTED: "Did something of their own",
}
ENDED = {
    Outcome.WON: "with a purchase",
    Outcome.LOST: "with another choice",
    Outcome.NO_DECISION: "without a decision",
}
_MONTHS = 61
"""Days from which an age is told in months."""


def quoted(title: str) -> str:
    return f"“{title}”"


def ago(at: Instant, now: Instant) -> str:
    days = max(now - at, 0) // DAY
    if days < 2:  # noqa: PLR2004  # the days that have names
        return ("today", "yesterday")[days]
    return f"{days} days ago" if days < _MONTHS else f"{days // 30} months ago"


def percent(share: float) -> str:
    return f"{round(100.0 * share)} %"


def cut(text: str, most: int) -> str:
    """At most so many characters, ended at a word."""
    if len(text) <= most:
        return text
    kept, parted, _ = text[: most - 1].rpartition(" ")
    return (kept if parted else text[: most - 1]).rstrip(" ,;:") + "…"

"""What is asked in a replay, and what is answered. What happened next is not part of it."""

from typing import NamedTuple, TypeAlias

from recommender.model.instant import Instant

CaseId: TypeAlias = str | int
"""As it stands in the file, so that an answer names it in the same way."""


class Question(NamedTuple):
    """One moment of a walk that nothing is learned from."""

    case: CaseId
    now: Instant | None
    """``None`` where no clock ran: then it is asked at the end of the training."""
    context: tuple[str, ...]
    """Items taken before, oldest first."""
    candidates: tuple[str, ...] | None = None
    """The only answers there are, such as the links of the present page."""


class Ask(NamedTuple):
    """What is known when the next line of a stream is about to come."""

    case: CaseId
    trail: str
    now: Instant


class StreamLine(NamedTuple):
    """A line of a stream: asked about first, where it should be, and then learned."""

    ask: Ask
    predict: bool
    item: str


class Answer(NamedTuple):
    case: CaseId
    ranked: tuple[str, ...]
    """Best first."""
    chances: tuple[float, ...]
    """How likely each is taken, as the engine tells it."""
    any_taken: float
    """How likely one of the first five is."""

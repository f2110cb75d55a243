"""A briefing: five parts of lines. A line names what it rests on; an empty part says why."""

from enum import StrEnum
from typing import NamedTuple


class Ground(StrEnum):
    """What kind of thing a line rests on; beside it stands its id."""

    ACT = "act"
    """An interaction of the trail."""
    FACT = "fact"
    """A stated fact, by its key."""
    INCIDENT = "incident"
    """By its name; empty for one without, and for one of a colleague."""
    JOURNEY = "journey"
    """A number that is read off the journey."""
    NEED = "need"
    """A need of the belief, persona and job; ``unknown`` is the one without a name."""
    PERSONA = "persona"
    OFFER = "offer"
    REASON = "reason"
    """A fact of the ledger: the same id as in the reasons of the step (R48)."""
    RULE = "rule"
    """The rule by which an offer is left out."""


class Cited(NamedTuple):
    ground: Ground
    id: str


class Line(NamedTuple):
    id: str
    """The same for as long as the point is the same."""
    text: str
    evidence: tuple[Cited, ...]
    offer: str | None = None
    """The key of the offer that it is about."""


class Silence(StrEnum):
    """Why a part is empty."""

    NO_SIGNAL = "no_signal"
    """Nothing that was seen gives rise to any line."""
    SUPPRESSED = "suppressed"
    """There would be some, but consent, contact policy or a guard keeps them back."""
    NO_CONTENT = "no_content"
    """The catalogue has nothing for it."""


class BriefingPart(NamedTuple):
    lines: tuple[Line, ...] = ()
    empty: Silence | None = None
    """``None`` exactly where there are lines."""


class Briefing(NamedTuple):
    headline: str
    """At most 80 characters: the name of a card in a customer system."""
    summary: str
    """At most 255 characters: its description."""
    know: BriefingPart
    say: BriefingPart
    show: BriefingPart
    ask: BriefingPart
    avoid: BriefingPart

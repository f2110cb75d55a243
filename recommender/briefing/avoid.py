"""What not to bring up: what is guarded, what was waved away, what they have had already."""

from collections.abc import Iterator

from recommender.briefing import words
from recommender.briefing.line import BriefingPart, Cited, Ground, Line, Silence
from recommender.briefing.matter import Matter, of_act
from recommender.journey import Consumption
from recommender.model.instant import Instant
from recommender.policy import Rule

LINES = 5
NAMED = 2
CITED = 2
WHY = {
    Rule.NOT_INTERESTED: "they said that they are not interested",
    Rule.DISMISSED_RECENTLY: "waved away",
    Rule.SHOWN_TOO_OFTEN: "shown often enough",
    Rule.ALREADY_TAKEN: "taken already",
    Rule.SEEN_RECENTLY: "seen already",
}
"""In the order in which they are told."""


def avoid(matter: Matter) -> BriefingPart:
    lines = (*_guarded(matter), *_had(matter))[:LINES]
    return BriefingPart(lines, None if lines else Silence.NO_SIGNAL)


def _guarded(matter: Matter) -> Iterator[Line]:
    """One line for all, because there may be many."""
    offers = [key for key, rule in matter.rules.items() if rule == Rule.OPEN_INCIDENT]
    if offers:
        named = [words.quoted(matter.title(key)) for key in offers[:NAMED]]
        more = f" and {len(offers) - NAMED} more" if len(offers) > NAMED else ""
        text = f"Nothing that sells while an incident is open: {', '.join(named)}{more}"
        incidents = [Cited(Ground.INCIDENT, one) for one in matter.state.open_incidents or ("",)]
        yield Line("avoid:incident", text, (Cited(Ground.RULE, Rule.OPEN_INCIDENT), *incidents))


def _had(matter: Matter) -> Iterator[Line]:
    """By rule, then the latest first."""
    order = list(WHY)
    had = [
        (order.index(Rule(rule)), -(_when(matter, key) or 0), key)
        for key, rule in matter.rules.items()
        if rule in WHY
    ]
    for rule, _, key in sorted(had):
        yield _line(matter, key, order[rule])


def _line(matter: Matter, key: str, rule: Rule) -> Line:
    at = _when(matter, key)
    when = "" if at is None else f", {words.ago(at, matter.state.at)}"
    text = f"Not {words.quoted(matter.title(key))}: {WHY[rule]}{when}"
    acts = map(of_act, matter.acts_on(key)[:CITED])
    evidence = (Cited(Ground.RULE, rule), Cited(Ground.OFFER, key), *acts)
    return Line(f"avoid:{key}", text, evidence, key)


def _when(matter: Matter, key: str) -> Instant | None:
    had: Consumption | None = matter.journey.consumption.get(key)
    if had is None:
        return None
    if matter.rules[key] == Rule.DISMISSED_RECENTLY:
        return had.dismissed_last
    return had.shown_last if matter.rules[key] == Rule.SHOWN_TOO_OFTEN else had.last

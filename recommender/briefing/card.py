"""The card in a customer system: as short as its fields there are."""

from recommender.briefing import words
from recommender.briefing.know import sure
from recommender.briefing.line import BriefingPart
from recommender.briefing.matter import Matter

HEADLINE = 80
SUMMARY = 255
"""Name and description of a recommendation in Salesforce are as long."""
DENIED = "Consent was denied: nothing is told of this person"
UNSEEN = "Nothing is known yet"


def headline(matter: Matter) -> str:
    if matter.guarded:
        return "Help comes first: an incident is open"
    last = matter.journey.last
    seen = f"Last seen {words.ago(last.at, matter.state.at)}" if last else UNSEEN
    need = next(iter(matter.needs()), None) if matter.seen else None
    if need is None:
        return seen
    told = sure(need[1])
    return words.cut(f"{seen}; {told[:1].lower()}{told[1:]}: {matter.worded(need[0])}", HEADLINE)


def summary(
    matter: Matter, know: BriefingPart, say: BriefingPart, show: BriefingPart, ask: BriefingPart
) -> str:
    """What leads each part, the most useful first."""
    told = [part.lines[0].text for part in (know, say) if part.lines]
    if show.lines and show.lines[0].offer:
        told.append(f"Show {words.quoted(matter.title(show.lines[0].offer))}")
    told += [part.lines[0].text for part in (ask,) if part.lines]
    return words.cut(". ".join(told) or UNSEEN, SUMMARY)

"""What happened lately, what they seem to need and how sure that is, and what is not seen."""

from collections.abc import Iterator

from recommender.briefing import words
from recommender.briefing.line import BriefingPart, Cited, Ground, Line, Silence
from recommender.briefing.matter import Matter, need_id, of_act, of_need
from recommender.journey import Presence, Touch

ACTS = 3
NEEDS = 2
CITED = 3
TOLD = {
    "role": "their role",
    "relation": "what their company is to us",
    "satisfaction": "how satisfied they are",
    "advocacy": "whether they speak for us",
    "can_buy": "whether they can buy",
    "has_need": "whether they have a need",
    "interested": "whether they are interested",
}
"""Stated facts that a seller should know; a website may state many others."""
_LIKELY, _POSSIBLE = 0.5, 0.25


def know(matter: Matter) -> BriefingPart:
    if not (matter.seen or matter.guarded):
        return BriefingPart(empty=Silence.NO_SIGNAL)
    told = (_guard(matter), _pause(matter), _acts(matter), _needs(matter), _facts(matter))
    lines = [line for part in told for line in part]
    return BriefingPart((*lines, _unseen(matter)))


def _guard(matter: Matter) -> Iterator[Line]:
    if matter.guarded:
        names = matter.state.open_incidents
        whose = f" ({', '.join(filter(None, names))})" if any(names) else ""
        evidence = tuple(Cited(Ground.INCIDENT, name) for name in names or ("",))
        text = f"Help comes first: an incident is open{whose}, so nothing is sold"
        yield Line("know:incident", text, evidence)


def _pause(matter: Matter) -> Iterator[Line]:
    """That they are back, or have not been seen for long, and how it ended before."""
    episodes, presence = matter.state.episodes, matter.state.presence
    if presence is Presence.RETURNED:
        before, text = episodes[-2], "Back after a pause; before it last seen"
    elif presence is Presence.DORMANT:
        before, text = episodes[-1], "Last seen"
    else:
        return
    text = f"{text} {words.ago(before.end, matter.state.at)}"
    if before.outcome:
        text += f"; it ended {words.ENDED[before.outcome]}"
        text += f": {before.reason}" if before.reason else ""
    evidence = (of_act(before.exit),) if before.exit else (Cited(Ground.JOURNEY, "episodes"),)
    yield Line(f"know:{presence}", text, evidence)


def _acts(matter: Matter) -> Iterator[Line]:
    """The latest ones; of those about one offer, the last."""
    told = dict[str, Touch]()
    for touch in reversed(matter.journey.trail):
        told.setdefault(touch.offer or touch.id, touch)
    for touch in list(told.values())[:ACTS]:
        what = words.DID[touch.kind]
        about = f" {words.quoted(matter.title(touch.offer))}" if touch.offer else ""
        when = words.ago(touch.at, matter.state.at)
        text = f"{what}{about} ({touch.channel}), {when}"
        yield Line(f"know:act:{touch.id}", text, (of_act(touch),), touch.offer)


def _needs(matter: Matter) -> Iterator[Line]:
    for need, share in list(matter.needs())[:NEEDS]:
        acts = matter.acts_for(need)[:CITED]
        text = f"{sure(share)}: {matter.worded(need)} ({words.percent(share)})"
        yield Line(f"know:need:{need_id(need)}", text, (of_need(need), *map(of_act, acts)))


def _facts(matter: Matter) -> Iterator[Line]:
    for key, named in TOLD.items():
        value = matter.state.facts.get(key)
        if value:
            text = f"Stated, {named}: {words.cut(value, 80)}"
            yield Line(f"know:fact:{key}", text, (Cited(Ground.FACT, key),))


def _unseen(matter: Matter) -> Line:
    seen = words.percent(matter.state.observed_share)
    text = f"About {seen} of the journey is seen; {words.percent(matter.unknown)} of the belief is"
    text += " on needs that have no name here"
    evidence = (Cited(Ground.JOURNEY, "observed_share"), Cited(Ground.NEED, "unknown"))
    return Line("know:unseen", text, evidence)


def sure(share: float) -> str:
    if share >= _LIKELY:
        return "Likely need"
    return "Possible need" if share >= _POSSIBLE else "Perhaps a need"

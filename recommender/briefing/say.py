"""Points to make: for each likely need what the persona cares about, and the offer that answers."""

from recommender.briefing import words
from recommender.briefing.line import BriefingPart, Cited, Ground, Line, Silence
from recommender.briefing.matter import Matter, need_id, of_need, serves
from recommender.model.catalogue import Need, Offer

NEEDS = 3
CONCERNS = 2
LONGEST = 200
"""Characters of an offer's summary."""


def say(matter: Matter) -> BriefingPart:
    if not matter.seen:
        return BriefingPart(empty=Silence.NO_SIGNAL)
    lines, used = list[Line](), set[str]()
    for need, _ in list(matter.needs())[:NEEDS]:
        offer = _offer(matter, need, used)
        if offer is not None:
            used.add(offer.key)
            lines.append(_line(matter, need, offer))
    return BriefingPart(tuple(lines), None if lines else matter.dearth)


def _offer(matter: Matter, need: Need, used: set[str]) -> Offer | None:
    """Of the set if it can be, for it was chosen for this buyer; else what is most for the need."""
    decided = {step.offer: step.chance for step in matter.decision.steps}
    fit = [
        (offer.key in decided, decided.get(offer.key, 0.0), serves(offer, need), -place)
        for place, offer in enumerate(matter.shelf.offers)
        if serves(offer, need) > 0.0 and offer.key not in matter.rules and offer.key not in used
    ]
    return matter.shelf.offers[-max(fit)[-1]] if fit else None


def _line(matter: Matter, need: Need, offer: Offer) -> Line:
    persona = matter.personas.get(need.persona)
    cares = _concerns(persona.concerns, offer) if persona else ()
    text = f"On {matter.worded(need)}"
    text += f", who cares about {' and '.join(cares)}" if cares else ""
    text += f": {words.quoted(offer.title)}"
    text += f". {words.cut(offer.summary, LONGEST)}" if offer.summary else ""
    evidence = [of_need(need), Cited(Ground.OFFER, offer.key)]
    if cares and persona:
        evidence.append(Cited(Ground.PERSONA, persona.key))
    return Line(f"say:{need_id(need)}", text, tuple(evidence), offer.key)


def _concerns(concerns: tuple[str, ...], offer: Offer) -> tuple[str, ...]:
    """Those that the offer speaks of go before the others."""
    told = " ".join((offer.title, offer.summary, *offer.topics)).casefold()
    ordered = sorted(concerns, key=lambda concern: concern.casefold() not in told)
    return tuple(ordered[:CONCERNS])

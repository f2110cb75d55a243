"""Offers to share: the decided set, with its reasons in the seller's words."""

from recommender.briefing import words
from recommender.briefing.line import BriefingPart, Cited, Ground, Line
from recommender.briefing.matter import Matter
from recommender.model.decision import Step, Voice


def show(matter: Matter) -> BriefingPart:
    lines = tuple(_line(matter, step) for step in matter.decision.steps)
    return BriefingPart(lines, None if lines else matter.dearth)


def _line(matter: Matter, step: Step) -> Line:
    offer = matter.offer(step.offer)
    kind = "" if offer is None else offer.format
    length = f", {offer.minutes} minutes" if offer and offer.minutes else ""
    whys = [text for reason in step.reasons if (text := reason.text(Voice.SELLER))]
    text = f"{words.quoted(matter.title(step.offer))} ({kind}{length}): {'; '.join(whys)}"
    told = (Cited(Ground.REASON, reason.id) for reason in step.reasons)
    evidence = (Cited(Ground.OFFER, step.offer), *told)
    return Line(f"show:{step.offer}", text, evidence, step.offer)

"""From a journey and the set decided on it to talking points."""

from recommender.briefing.ask import ask
from recommender.briefing.avoid import avoid
from recommender.briefing.card import DENIED, headline, summary
from recommender.briefing.know import know
from recommender.briefing.line import Briefing, BriefingPart, Silence
from recommender.briefing.matter import Matter
from recommender.briefing.say import say
from recommender.briefing.show import show
from recommender.journey import Journey, JourneyState
from recommender.model.decision import Decision
from recommender.model.shelf import Shelf

SUPPRESSED = BriefingPart(empty=Silence.SUPPRESSED)


def brief(
    shelf: Shelf,
    journey: Journey,
    state: JourneyState,
    decision: Decision,
    *,
    guarded: bool = False,
) -> Briefing:
    """What a seller should know, say, show, ask and avoid.

    ``decision`` is the set for this journey on the seller's channel. ``guarded`` says that
    somebody of the company has an incident open; the buyer's own is in ``state``. Whoever denied
    consent to what is personal is not spoken of at all.
    """
    matter = Matter(shelf, journey, state, decision, guarded or bool(state.open_incidents))
    if matter.denied:
        return Briefing(DENIED, DENIED, *(SUPPRESSED,) * 5)
    parts = (know(matter), say(matter), show(matter), ask(matter), avoid(matter))
    return Briefing(headline(matter), summary(matter, *parts[:4]), *parts)

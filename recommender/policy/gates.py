"""The gates: who may see what, told by the name of a rule and not by yes or no (R16).

An offer keeps the first rule that refuses it. Rules are numbered in the order in which an offer
meets them, so that is the least; the order in which they are looked at does not matter.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from recommender.journey import Consumption, Journey
from recommender.model.catalogue import Offer
from recommender.model.context import StepContext
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf
from recommender.policy.company import Company
from recommender.policy.crowd import Codes, Crowd, Refused, refused
from recommender.policy.refusals import PASSED
from recommender.policy.rule import CODES, Rule
from recommender.policy.settings import PolicySettings

Marks = Iterable[tuple[int, int]]
"""Places of offers, and the codes of rules by which they are refused to this buyer."""

DEFAULTS = PolicySettings()
NO = frozenset({"no", "none", "false", "denied"})
"""What counts as a no in a stated fact."""
_NOT_NOW = {
    "can_buy": Rule.CANNOT_BUY,
    "has_need": Rule.NO_NEED_YET,
    "interested": Rule.NOT_INTERESTED,
}
"""Stated facts of which a no bars what asks to buy, the first of them first."""
# Looked up once: to name a member of an enumeration takes longer than most rules do.
_OPEN_PAGE, _EXCLUDED = CODES[Rule.OPEN_PAGE], CODES[Rule.EXCLUDED_BY_CALLER]
_TAKEN, _SEEN = CODES[Rule.ALREADY_TAKEN], CODES[Rule.SEEN_RECENTLY]
_NOT_INTERESTED, _DISMISSED = CODES[Rule.NOT_INTERESTED], CODES[Rule.DISMISSED_RECENTLY]
_TOO_OFTEN = CODES[Rule.SHOWN_TOO_OFTEN]


class Asking(NamedTuple):
    """All that the gates look at."""

    shelf: Shelf
    journey: Journey
    context: StepContext
    company: Company
    now: Instant
    settings: PolicySettings
    had: list[tuple[int, Consumption]]
    """What offers of the shelf, by place, have been to the buyer."""

    def says_no(self, key: str) -> bool:
        fact = self.journey.facts.get(key)
        return fact is not None and fact.value in NO

    def fact(self, key: str) -> str | None:
        fact = self.journey.facts.get(key)
        return None if fact is None else fact.value


def refuse(
    shelf: Shelf,
    journey: Journey,
    context: StepContext,
    company: Company,
    now: Instant,
    settings: PolicySettings = DEFAULTS,
) -> Codes:
    """For each offer of the shelf the rule that refused it, or ``PASSED``."""
    index = shelf.index
    had = [(index[key], one) for key, one in journey.consumption.items() if key in index]
    asking = Asking(shelf, journey, context, company, now, settings, had)
    codes = _met(asking, refused(shelf, _crowd(asking)))
    if context.among is not None:
        _narrow(asking, codes)
    if asking.says_no("consent:" + context.channel):
        np.minimum(codes, CODES[Rule.NO_CONSENT], out=codes)
    cells = codes.data
    for marks in (_named(asking), _history(asking), _interest(asking)):
        for place, code in marks:
            cells[place] = min(cells[place], code)
    return codes


def _met(asking: Asking, crowd: Refused) -> Codes:
    """What all of the crowd are refused. An offer waits for one of those that it requires."""
    codes, opens = crowd.untouched.copy(), asking.shelf.opens
    for place, one in asking.had if opens else ():
        if one.count:
            for opened in opens.get(place, ()):
                codes[opened] = crowd.codes[opened]
    return codes


def _narrow(asking: Asking, codes: Codes) -> None:
    """Refuse all but what was asked for."""
    index = asking.shelf.index
    others = np.ones(len(codes), bool)
    others[[index[key] for key in asking.context.among or () if key in index]] = False
    np.minimum(codes, CODES[Rule.NOT_ASKED_FOR], out=codes, where=others)


def _crowd(asking: Asking) -> Crowd:
    context = asking.context
    return Crowd(
        turn=asking.shelf.turn(asking.now),
        channel=context.channel,
        locale=context.locale,
        relation=asking.fact("relation") or "none",
        vertical=asking.fact("vertical") or _folded(asking.company.vertical),
        motion=context.motion,
        unsold=_unsold(asking),
    )


def _folded(vertical: str | None) -> str | None:
    return None if vertical is None else vertical.casefold()


def _unsold(asking: Asking) -> Rule | None:
    """Why nothing is to be sold to this buyer now."""
    for key, rule in _NOT_NOW.items() if asking.journey.facts else ():
        if asking.says_no(key):
            return rule
    incidents = asking.journey.incidents
    if asking.company.open_incidents or (incidents and any(i.open for i in incidents.values())):
        return Rule.OPEN_INCIDENT
    return None


def _named(asking: Asking) -> Marks:
    """What the caller shows anyway."""
    index, context = asking.shelf.index, asking.context
    if context.page is not None and context.page in index:
        yield index[context.page], _OPEN_PAGE
    for key in context.exclude:
        if key in index:
            yield index[key], _EXCLUDED


def _history(asking: Asking) -> Marks:
    offers, settings, now = asking.shelf.offers, asking.settings, asking.now
    for place, one in asking.had:
        code = _had(offers[place], one, now, settings)
        yield place, _left(one, now, settings) if code == PASSED else code


def _had(offer: Offer, one: Consumption, now: Instant, settings: PolicySettings) -> int:
    """Whether the buyer had the offer already, in the version of now.

    What is worth taking again is not worth taking again at once.
    """
    last, completed = one.last, one.completed_last
    if offer.repeatable:
        recent = (completed or 0) >= now - settings.rest
        return _SEEN if completed is not None and recent else PASSED
    if last is None or last < (offer.changed or 0):
        return PASSED
    if completed is not None or one.depth >= settings.deep:
        return _TAKEN
    return _SEEN if last >= now - settings.seen_for else PASSED


def _left(one: Consumption, now: Instant, settings: PolicySettings) -> int:
    """Whether the buyer dismissed the offer, or left it often enough."""
    dismissed = one.dismissed_last
    since = now - settings.dismissed_for
    if dismissed is not None and dismissed >= since and dismissed > (one.last or 0):
        return _DISMISSED
    if one.count or one.shown < settings.shown_limit:
        return PASSED
    recent = (one.shown_last or 0) >= now - settings.shown_within
    return _TOO_OFTEN if recent else PASSED


def _interest(asking: Asking) -> Marks:
    """No interest in one offer (``interested:KEY``), or in a topic (``interested:topic:NAME``)."""
    shelf = asking.shelf
    for key in asking.journey.facts:
        if key.startswith("interested:") and asking.says_no(key):
            about = key.removeprefix("interested:")
            places = shelf.topics.get(about.removeprefix("topic:"))
            if about in shelf.index:
                yield shelf.index[about], _NOT_INTERESTED
            elif about.startswith("topic:") and places is not None:
                yield from ((place, _NOT_INTERESTED) for place in places.tolist())

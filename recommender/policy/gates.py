"""The gates: who may see what, told by the name of a rule and not by yes or no (R16).

An offer keeps the first gate that refused it. So the gates are walked backwards, each writing
over what a later one said; within a gate the rules go backwards too.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.journey import Consumption, Fact, Journey
from recommender.model.audience import Mask
from recommender.model.context import StepContext
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf
from recommender.policy.company import Company
from recommender.policy.refusals import PASSED
from recommender.policy.rule import RULES, Rule
from recommender.policy.settings import PolicySettings

Codes = NDArray[np.uint8]
"""By offer the place of a rule in ``RULES``, or ``PASSED``."""

_CODES = {rule: code for code, rule in enumerate(RULES)}
DEFAULTS = PolicySettings()
_NO = frozenset({"no", "none", "false", "denied"})
"""What counts as a no in a stated fact."""


class Asking(NamedTuple):
    """All that the gates look at."""

    shelf: Shelf
    journey: Journey
    context: StepContext
    company: Company
    now: Instant
    settings: PolicySettings
    had: tuple[tuple[int, Consumption], ...]
    """What offers of the shelf, by place, have been to the buyer."""

    def says_no(self, key: str) -> bool:
        fact: Fact | None = self.journey.facts.get(key)
        return fact is not None and fact.value in _NO

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
    had = tuple([(index[key], one) for key, one in journey.consumption.items() if key in index])
    asking = Asking(shelf, journey, context, company, now, settings, had)
    codes = np.full(len(shelf.keys), PASSED, np.uint8)
    for gate in (_company, _contact, _suitability, _applicability, _eligibility):
        gate(asking, codes)
    return codes


def _company(asking: Asking, codes: Codes) -> None:
    incidents = asking.journey.incidents.values()
    if asking.company.open_incidents or any(incident.open for incident in incidents):
        _bar(codes, Rule.OPEN_INCIDENT, asking.shelf.selling)


def _contact(asking: Asking, codes: Codes) -> None:
    settings = asking.settings
    since = asking.now - settings.shown_within
    for place, one in asking.had:
        if one.shown >= settings.shown_limit and not one.count and (one.shown_last or 0) >= since:
            codes[place] = _CODES[Rule.SHOWN_TOO_OFTEN]


def _suitability(asking: Asking, codes: Codes) -> None:
    since = asking.now - asking.settings.dismissed_for
    for place, one in asking.had:
        dismissed = one.dismissed_last
        if dismissed is not None and dismissed >= since and dismissed > (one.last or 0):
            codes[place] = _CODES[Rule.DISMISSED_RECENTLY]
    _interest(asking, codes)
    if asking.says_no("consent:" + asking.context.channel):
        codes[:] = _CODES[Rule.NO_CONSENT]


def _interest(asking: Asking, codes: Codes) -> None:
    """No interest in buying, in one offer (``interested:KEY``) or in a topic."""
    if asking.says_no("interested"):
        _bar(codes, Rule.NOT_INTERESTED, asking.shelf.selling)
    for key in asking.journey.facts:
        if key.startswith("interested:") and asking.says_no(key):
            about = key.removeprefix("interested:")
            place = asking.shelf.index.get(about)
            places = asking.shelf.topics.get(about.removeprefix("topic:"))
            if place is not None:
                codes[place] = _CODES[Rule.NOT_INTERESTED]
            elif about.startswith("topic:") and places is not None:
                codes[places] = _CODES[Rule.NOT_INTERESTED]


def _applicability(asking: Asking, codes: Codes) -> None:
    shelf, context = asking.shelf, asking.context
    if asking.says_no("has_need"):
        _bar(codes, Rule.NO_NEED_YET, shelf.selling)
    _bar(codes, Rule.WRONG_MOTION, shelf.audience.motions.to(context.motion))
    touched = {place for place, one in asking.had if one.count}
    for place, required in shelf.requiring.items():
        if touched.isdisjoint(required):
            codes[place] = _CODES[Rule.REQUIRES_UNMET]
    for place, one in asking.had:
        rule = None if shelf.offers[place].repeatable else _had(asking, place, one)
        if rule is not None:
            codes[place] = _CODES[rule]
    _name(asking, codes, Rule.EXCLUDED_BY_CALLER, context.exclude)
    if context.page is not None:
        _name(asking, codes, Rule.OPEN_PAGE, (context.page,))


def _had(asking: Asking, place: int, one: Consumption) -> Rule | None:
    """Whether the buyer had the offer already, in the version of now."""
    if one.last is None or one.last < (asking.shelf.offers[place].changed or 0):
        return None
    if one.completed_last is not None or one.depth >= asking.settings.deep:
        return Rule.ALREADY_TAKEN
    recent = one.last >= asking.now - asking.settings.seen_for
    return Rule.SEEN_RECENTLY if recent else None


def _eligibility(asking: Asking, codes: Codes) -> None:
    shelf, now = asking.shelf, asking.now
    if asking.says_no("can_buy"):
        _bar(codes, Rule.CANNOT_BUY, shelf.selling)
    audience = shelf.audience
    _bar(codes, Rule.WRONG_VERTICAL, audience.verticals.to(asking.fact("vertical")))
    _bar(codes, Rule.WRONG_RELATION, audience.relations.to(asking.fact("relation") or "none"))
    _bar(codes, Rule.WRONG_LOCALE, _foreign(asking))
    _bar(codes, Rule.WRONG_CHANNEL, audience.channels.to(asking.context.channel))
    _bar(codes, Rule.ENDED, shelf.ends <= now)
    _bar(codes, Rule.NOT_STARTED, shelf.starts > now)
    _bar(codes, Rule.RETIRED, shelf.retired)


def _foreign(asking: Asking) -> Mask | None:
    """What is for other languages; what is for ``en`` is for ``en-GB`` as well."""
    locale, locales = asking.context.locale, asking.shelf.audience.locales
    exact = locales.to(locale)
    language = None if locale is None else locales.to(locale.partition("-")[0])
    return exact if exact is None or language is None else exact & language


def _bar(codes: Codes, rule: Rule, mask: Mask | None) -> None:
    if mask is not None:
        np.putmask(codes, mask, _CODES[rule])


def _name(asking: Asking, codes: Codes, rule: Rule, keys: Iterable[str]) -> None:
    for key in keys:
        place = asking.shelf.index.get(key)
        if place is not None:
            codes[place] = _CODES[rule]

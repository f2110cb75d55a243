"""The rules by which an offer is left out, in the order in which it meets them."""

from enum import StrEnum

from recommender.model.decision import Gate


class Rule(StrEnum):
    RETIRED = "retired"
    NOT_STARTED = "not_started"
    ENDED = "ended"
    WRONG_CHANNEL = "wrong_channel"
    WRONG_LOCALE = "wrong_locale"
    WRONG_RELATION = "wrong_relation"
    WRONG_VERTICAL = "wrong_vertical"
    CANNOT_BUY = "cannot_buy"
    """Stated of the buyer; it bars what asks to buy, and so do the next two such facts (R16)."""

    OPEN_PAGE = "open_page"
    EXCLUDED_BY_CALLER = "excluded_by_caller"
    NOT_ASKED_FOR = "not_asked_for"
    """The caller named the only offers that may be shown, and this is none of them."""
    ALREADY_TAKEN = "already_taken"
    SEEN_RECENTLY = "seen_recently"
    REQUIRES_UNMET = "requires_unmet"
    WRONG_MOTION = "wrong_motion"
    NO_NEED_YET = "no_need_yet"

    NO_CONSENT = "no_consent"
    NOT_INTERESTED = "not_interested"
    DISMISSED_RECENTLY = "dismissed_recently"

    SHOWN_TOO_OFTEN = "shown_too_often"

    OPEN_INCIDENT = "open_incident"


RULES = tuple(Rule)
CODES = {rule: code for code, rule in enumerate(RULES)}
_LAST = {
    Gate.ELIGIBILITY: Rule.CANNOT_BUY,
    Gate.APPLICABILITY: Rule.NO_NEED_YET,
    Gate.SUITABILITY: Rule.DISMISSED_RECENTLY,
    Gate.CONTACT_POLICY: Rule.SHOWN_TOO_OFTEN,
    Gate.WHOLE_COMPANY_GUARD: Rule.OPEN_INCIDENT,
}
"""The last rule of each gate."""


def gate(rule: Rule) -> Gate:
    place = RULES.index(rule)
    return next(gate for gate, last in _LAST.items() if place <= RULES.index(last))


GATES = {rule: gate(rule) for rule in Rule}

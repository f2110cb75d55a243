"""The closed vocabularies: what buyers do, on which channel, in which motion."""

from enum import StrEnum


class Kind(StrEnum):
    """What an interaction is: one observed act."""

    SHOWN = "shown"
    VIEWED = "viewed"
    CLICKED = "clicked"
    COMPLETED = "completed"
    DISMISSED = "dismissed"
    SHARED = "shared"
    SEARCHED = "searched"
    ASKED = "asked"
    MET = "met"
    ACTED = "acted"
    """Something else that a buyer did, named only by its topics."""
    STATED = "stated"
    """The buyer, or a system on their behalf, stated facts: role, relation, consent, ..."""
    INCIDENT_OPENED = "incident_opened"
    INCIDENT_CLOSED = "incident_closed"
    PURCHASED = "purchased"
    CONCLUDED = "concluded"
    """An episode ended, with its outcome and its reason (R10)."""


TOUCHES = frozenset(
    {
        Kind.VIEWED,
        Kind.CLICKED,
        Kind.COMPLETED,
        Kind.SHARED,
        Kind.SEARCHED,
        Kind.ASKED,
        Kind.MET,
        Kind.ACTED,
    }
)
"""The kinds by which a buyer gets on with a job. Being shown something is no act of the buyer."""

TAKEN = frozenset({Kind.VIEWED, Kind.CLICKED, Kind.COMPLETED, Kind.SHARED, Kind.MET})
"""The kinds that mean an offered step was taken."""


class Channel(StrEnum):
    """Where an act happened or a step is fetched for (R30, R45, R46)."""

    WEB = "web"
    EMAIL = "email"
    SALES = "sales"
    EVENT = "event"
    COMMUNITY = "community"
    PARTNER = "partner"
    PRODUCT = "product"
    SUPPORT = "support"
    SERVICES = "services"
    BILLING = "billing"


class Motion(StrEnum):
    """Which kind of purchase an episode is about (R7)."""

    NET_NEW = "net_new"
    CROSS_SELL = "cross_sell"
    UPSELL = "upsell"
    RENEWAL = "renewal"
    RETURN = "return"


class Relation(StrEnum):
    """What the buyer's company is to the vendor. Advocacy is a separate fact (R13)."""

    NONE = "none"
    PROSPECT = "prospect"
    CUSTOMER = "customer"
    FORMER = "former"


class Outcome(StrEnum):
    """How an episode ended. The reason is kept beside it (R10)."""

    WON = "won"
    LOST = "lost"
    NO_DECISION = "no_decision"

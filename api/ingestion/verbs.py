"""What a track event's name says was done.

The name's last words decide, the longest ending first, in any spelling: "Whitepaper Downloaded",
"whitepaper_downloaded", "whitepaperDownloaded". A name without a known ending is an ``acted``.
"""

import re
from functools import lru_cache

from recommender import Kind, Outcome

ENDINGS: dict[str, Kind] = {
    "viewed": Kind.VIEWED,
    "visited": Kind.VIEWED,
    "read": Kind.VIEWED,
    "opened": Kind.VIEWED,
    "clicked": Kind.CLICKED,
    "tapped": Kind.CLICKED,
    "selected": Kind.CLICKED,
    "completed": Kind.COMPLETED,
    "finished": Kind.COMPLETED,
    "downloaded": Kind.COMPLETED,
    "registered": Kind.COMPLETED,
    "attended": Kind.COMPLETED,
    "watched": Kind.COMPLETED,
    "shared": Kind.SHARED,
    "forwarded": Kind.SHARED,
    "searched": Kind.SEARCHED,
    "dismissed": Kind.DISMISSED,
    "shown": Kind.SHOWN,
    "impression": Kind.SHOWN,
    "asked": Kind.ASKED,
    "met": Kind.MET,
    "meeting held": Kind.MET,
    "purchased": Kind.PURCHASED,
    "order completed": Kind.PURCHASED,
    "incident opened": Kind.INCIDENT_OPENED,
    "ticket opened": Kind.INCIDENT_OPENED,
    "incident closed": Kind.INCIDENT_CLOSED,
    "ticket closed": Kind.INCIDENT_CLOSED,
    "incident resolved": Kind.INCIDENT_CLOSED,
    "ticket resolved": Kind.INCIDENT_CLOSED,
    "opportunity won": Kind.CONCLUDED,
    "opportunity lost": Kind.CONCLUDED,
    "deal won": Kind.CONCLUDED,
    "deal lost": Kind.CONCLUDED,
}
OUTCOMES = {"won": Outcome.WON, "lost": Outcome.LOST}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@lru_cache(maxsize=4096)
def kind_of(name: str) -> Kind:
    words = [word.lower() for word in WORD.findall(name)]
    for count in (2, 1):
        kind = ENDINGS.get(" ".join(words[-count:]))
        if kind:
            return kind
    return Kind.ACTED


def outcome_of(name: str) -> Outcome | None:
    """How an episode ended, where the name says it: "Deal Lost"."""
    words = WORD.findall(name)
    return OUTCOMES.get(words[-1].lower()) if words else None

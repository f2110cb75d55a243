"""What a buyer is refused for what they share with many: channel, language, relation and the like.

Few combinations of these are asked for, over and over. So each is worked out once for a shelf.
"""

from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from recommender.model.audience import Audience, Mask
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Channel, Motion
from recommender.policy.refusals import PASSED
from recommender.policy.rule import CODES, Rule

Codes = NDArray[np.uint8]
"""By offer the place of a rule in ``RULES``, or ``PASSED``."""

KEPT = 64
"""So many crowds are kept for a shelf; then it starts afresh."""


class Crowd(NamedTuple):
    turn: Instant
    """The time of the last start or end of an offer."""
    channel: Channel
    locale: str | None
    relation: str
    vertical: str | None
    motion: Motion | None
    unsold: Rule | None
    """The first rule, if any, by which nothing is to be sold."""


class Refused(NamedTuple):
    """For each offer the first rule that refuses it to all of a crowd. Not to be written to."""

    codes: Codes
    untouched: Codes
    """The same for those who have taken nothing yet: what requires another offer is refused."""

    @classmethod
    def of(cls, shelf: Shelf, crowd: Crowd) -> "Refused":
        codes = _refused(shelf, crowd)
        untouched = codes.copy()
        for place in shelf.requiring:
            untouched[place] = min(codes[place], CODES[Rule.REQUIRES_UNMET])
        return cls(codes, untouched)


_KEPT: "WeakKeyDictionary[Shelf, dict[Crowd, Refused]]" = WeakKeyDictionary()


def refused(shelf: Shelf, crowd: Crowd) -> Refused:
    kept = _KEPT.get(shelf)
    if kept is None:
        kept = _KEPT[shelf] = {}
    found = kept.get(crowd)
    if found is None:
        if len(kept) == KEPT:
            kept.clear()
        found = kept[crowd] = Refused.of(shelf, crowd)
    return found


def _refused(shelf: Shelf, crowd: Crowd) -> Codes:
    codes = np.full(len(shelf.keys), PASSED, np.uint8)
    for rule, mask in _barred(shelf, crowd).items():
        if mask is not None:
            np.minimum(codes, CODES[rule], out=codes, where=mask)
    return codes


def _barred(shelf: Shelf, crowd: Crowd) -> dict[Rule, Mask | None]:
    audience = shelf.audience
    barred = {
        Rule.RETIRED: shelf.retired,
        Rule.NOT_STARTED: shelf.starts > crowd.turn,
        Rule.ENDED: shelf.ends <= crowd.turn,
        Rule.WRONG_CHANNEL: audience.channels.to(crowd.channel),
        Rule.WRONG_LOCALE: _foreign(audience, crowd.locale),
        Rule.WRONG_RELATION: audience.relations.to(crowd.relation),
        Rule.WRONG_VERTICAL: audience.verticals.to(crowd.vertical),
        Rule.WRONG_MOTION: audience.motions.to(crowd.motion),
    }
    return barred if crowd.unsold is None else barred | {crowd.unsold: shelf.selling}


def _foreign(audience: Audience, locale: str | None) -> Mask | None:
    """What is for other languages; what is for ``en`` is for ``en-GB`` as well."""
    exact = audience.locales.to(locale)
    language = None if locale is None else audience.locales.to(locale.partition("-")[0])
    return exact if exact is None or language is None else exact & language

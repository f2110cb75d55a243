"""From candidates to a set and its record: listed, drawn and written down in one call."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from recommender.compiled import compiled
from recommender.evidence import Evidence
from recommender.policy import Codes
from recommender.slate.acceptance import Accepted
from recommender.slate.dice import Bytes, stream
from recommender.slate.draw import Drawn, by_law, drawn
from recommender.slate.law import Floats
from recommender.slate.numerals import Text, numerals
from recommender.slate.pool import Law, Whole
from recommender.slate.record import written
from recommender.slate.settings import SlateSettings
from recommender.slate.shortlist import listing, sought


class Selection(NamedTuple):
    offers: list[str]
    """That could be drawn, best first."""
    spots: list[int]
    """Where those stand among the candidates."""
    drawn: Drawn
    record: bytes


def select(  # noqa: PLR0913, PLR0917  # all that a set rests on
    evidence: Evidence,
    accepted: Accepted,
    codes: Codes,
    pinned: Sequence[int],
    law: Law,
    seed: str,
    settings: SlateSettings,
) -> Selection:
    """The same as the shortlist, a draw from that pool and its record."""
    of = sought(evidence, accepted, codes, pinned, law.size, settings)
    table, text, whole, told, unordered = _select(stream(seed, 2 * law.size), *law, *of)
    spots, places = table.tolist()
    keys = evidence.asked.shelf.keys
    offers = [keys[place] for place in places]
    record = written(text, offers, law, settings.told, seed)
    return Selection(offers, spots, drawn(settings.told, whole, told, unordered), record)


@compiled
def _select(  # numbers and arrays, no values that hold them
    stream: Bytes,
    size: int,
    explore: bool,  # noqa: FBT001  # as in the law
    epsilon: float,
    temperature: float,
    floor: float,
    *sought: Any,
) -> tuple[Whole, Text, Whole, Floats, float]:
    table, odds, fits, shares, groups = listing(*sought)
    text = numerals(odds, fits, shares, groups)
    law = size, explore, epsilon, temperature, floor
    whole, told, unordered = by_law(stream, odds, fits, shares, groups, *law)
    return table, text, whole, told, unordered

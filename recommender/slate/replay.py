"""A decision made again from its record alone, without model and catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from recommender.slate.draw import Drawn
from recommender.slate.draw import draw as draw_from
from recommender.slate.odds import Odds
from recommender.slate.pool import DamagedDraw, Pool, decode

_RULES: Mapping[int, Callable[[Pool, Odds], Drawn]] = {1: draw_from}
"""By version. What a version does to a record is never changed again, not by a last bit."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a record says was decided."""

    offers: tuple[str, ...]
    gains: tuple[float, ...]
    selection_probabilities: tuple[float, ...]
    display: tuple[int, ...]
    chance_any_taken: float
    ordered_propensity: float
    set_propensity: float


def replay(draw: bytes) -> Replayed:
    """Raises: DamagedDraw."""
    pool = decode(draw)
    if pool.rules not in _RULES:
        raise DamagedDraw("drawn by rules that are not known here")
    drawn = _RULES[pool.rules](pool, Odds(pool))
    return Replayed(
        offers=tuple(pool.keys[place] for place in drawn.places),
        gains=tuple(drawn.gains),
        selection_probabilities=drawn.propensity.steps,
        display=drawn.display,
        chance_any_taken=drawn.chance_any_taken,
        ordered_propensity=drawn.propensity.ordered,
        set_propensity=drawn.propensity.unordered,
    )

"""A decision made again from its record alone, without model and catalogue."""

from dataclasses import dataclass

from recommender.slate.draw import draw as draw_from
from recommender.slate.record import decode


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
    drawn = draw_from(pool)
    return Replayed(
        offers=tuple(pool.keys[place] for place in drawn.places),
        gains=tuple(drawn.gains),
        selection_probabilities=drawn.propensity.steps,
        display=drawn.display,
        chance_any_taken=drawn.chance_any_taken,
        ordered_propensity=drawn.propensity.ordered,
        set_propensity=drawn.propensity.unordered,
    )

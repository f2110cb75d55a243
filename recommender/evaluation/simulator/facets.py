"""How far the needs of buyers tell offers apart.

What an offer draws is exp(draw + lift * fit + appeal): ``fit`` is 1 for the need that it serves,
less for its neighbours; ``appeal`` differs from offer to offer and is the same for every need.
"""

from typing import NamedTuple


class Facets(NamedTuple):
    name: str
    draw: float
    """Of an offer that does not fit at all; the log of its odds against taking none."""
    lift: float
    """What a perfect fit adds."""
    appeal: float
    """The standard deviation of what every need adds alike."""
    same_persona: float
    """The fit to another job of the persona that the offer is for."""
    same_job: float
    """The fit to the same job of another persona."""


SHARP = Facets("sharp", -4.8, 4.6, 0.5, 0.2, 0.1)
MEDIUM = Facets("medium", -3.2, 2.8, 0.7, 0.4, 0.3)
BLURRED = Facets("blurred", -2.2, 0.8, 1.0, 0.6, 0.6)
ALL_FACETS = (SHARP, MEDIUM, BLURRED)
"""Random sets, best sets and the best possible ones are taken about as often as in the published
comparison of diversifiers that this simulator repeats: .2 to .5, .4 to .8, and .8."""

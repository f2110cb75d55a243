"""How a set is chosen."""

from dataclasses import dataclass
from typing import NamedTuple

from recommender.slate.pool import Law

COLDEST = 0.002


class Acceptance(NamedTuple):
    """From the log-odds that an offer is the next step to those that it is taken when shown."""

    shift: float = 0.0
    common: float = 1.0
    """Times the log-odds under a need that it does not fit;"""
    need: float = 1.0
    """and times what a need adds to them."""


UNFITTED = Acceptance()


@dataclass(frozen=True, slots=True)
class SlateSettings:
    pool: int = 30
    """How many offers go into the draw."""
    needs: int = 8
    """Of so many of the likeliest needs, the best offer for each is among them."""
    explore: bool = True
    """Draw by chance, with known probabilities; else the best set is chosen outright."""
    acceptance: Acceptance = UNFITTED
    """As fitted to what became of recorded decisions."""
    told: tuple[tuple[float, float], ...] = ()
    """Points of a map from the chance of a set to the one that is told; neither ever falls."""
    epsilon: float = 0.05
    """Part of each draw that is the same for all that may be drawn."""
    temperature: float = 0.01
    """Gains this far apart are drawn 2.7 to 1."""
    floor: float = 0.005
    """A step must add at least this to the chance that any is taken (R34)."""
    formats: int = 3
    """The most steps of one format, where the pool has others to fill the set."""
    families: int = 1
    """The most steps of one family; this holds always."""
    largest: int = 10
    """The most steps of a set: its exact probability costs 2 to this power."""

    def __post_init__(self) -> None:
        if not (0.0 <= self.epsilon <= 1.0 and self.temperature >= COLDEST and self.floor > 0.0):
            raise ValueError("epsilon within 0..1, temperature >= 0.002 and floor > 0 are needed")

    def law(self, size: int) -> Law:
        """That by which a set of this size is drawn."""
        numbers = float(self.epsilon), float(self.temperature), float(self.floor)
        return Law(size, self.explore, *numbers)

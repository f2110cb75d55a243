"""Chance for one buyer: drawn in blocks, because one number at a time costs more than a step."""

from collections.abc import Iterator, Sequence

import numpy as np

BLOCK = 128


class Dice:
    """The same rolls for the same seeds, whatever others roll."""

    __slots__ = ("_rolls",)

    def __init__(self, *seeds: int) -> None:
        self._rolls = _endless(np.random.default_rng(seeds))

    def roll(self) -> float:
        """At least 0, less than 1."""
        return next(self._rolls)

    def below(self, chance: float) -> bool:
        return next(self._rolls) < chance

    def one_of(self, shares: Sequence[float]) -> int:
        """A place, as likely as its share; shares need not add up to one."""
        mark = next(self._rolls) * sum(shares)
        for place, share in enumerate(shares):
            mark -= share
            if mark < 0.0:
                return place
        return len(shares) - 1

    def number(self, count: int) -> int:
        """One of 0 to count - 1."""
        return int(next(self._rolls) * count)


def _endless(rng: np.random.Generator) -> Iterator[float]:
    while True:
        yield from rng.random(BLOCK).tolist()

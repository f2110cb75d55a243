"""A log of touches as arrays, in the order of time: memory of twenty bytes a line."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.model.instant import Instant

Numbers = NDArray[np.int32]
Times = NDArray[np.int64]

CHUNK = 1 << 16
"""Lines that are plain Python at once."""
APART = 0.15
"""The part of the trails that is put last by lot."""


class LogLine(NamedTuple):
    trail: str
    """Whose touch it is: a session, or a person whose sessions are one."""
    item: str
    at: Instant


@dataclass(frozen=True, eq=False)
class Log:
    """Lines in the order in which they are learned: by time, of equal times as in the file."""

    trails: Sequence[str]
    """Names by number, in the order of first appearance."""
    items: Sequence[str]
    trail_of: Numbers
    """By line."""
    item_of: Numbers
    at: Times

    @classmethod
    def of(cls, lines: Iterable[LogLine]) -> "Log":
        trails, items = dict[str, int](), dict[str, int]()
        trail_of, item_of, at = array("i"), array("i"), array("q")
        for line in lines:
            trail_of.append(trails.setdefault(line.trail, len(trails)))
            item_of.append(items.setdefault(line.item, len(items)))
            at.append(line.at)
        order = np.argsort(np.array(at, np.int64), kind="stable")
        return cls(
            tuple(trails),
            tuple(items),
            np.array(trail_of, np.int32)[order],
            np.array(item_of, np.int32)[order],
            np.array(at, np.int64)[order],
        )

    def __len__(self) -> int:
        return len(self.at)

    def __iter__(self) -> Iterator[LogLine]:
        for chunk in self.chunks():
            for trail, item, at in chunk:
                yield LogLine(self.trails[trail], self.items[item], Instant(at))

    def chunks(self) -> Iterator[Iterable[tuple[int, int, int]]]:
        """Lines as numbers of trail and item, and the time."""
        for start in range(0, len(self), CHUNK):
            yield self._rows(slice(start, start + CHUNK))

    def with_some_last(self, seed: int = 0) -> "Log":
        """The same lines, those of some trails after all others: as if these had come later."""
        last = np.random.default_rng(seed).random(len(self.trails)) < APART
        order = np.argsort(last[self.trail_of], kind="stable")
        return replace(
            self, trail_of=self.trail_of[order], item_of=self.item_of[order], at=self.at[order]
        )

    @property
    def end(self) -> Instant:
        """The latest time; 0 where there is none."""
        return Instant(int(self.at.max(initial=0)))

    def of_trail(self, name: str) -> list[LogLine]:
        """The lines of one trail, oldest first."""
        number = self._numbers.get(name)
        if number is None:
            return []
        start, end = self._starts[number], self._starts[number + 1]
        rows = self._rows(self._by_trail[start:end])
        return [LogLine(name, self.items[item], Instant(at)) for _, item, at in rows]

    def around(self, spot: int) -> tuple[list[LogLine], list[LogLine]]:
        """The lines of its trail before one line, and from it on."""
        number = int(self.trail_of[spot])
        spots = self._by_trail[self._starts[number] : self._starts[number + 1]]
        lines = self.of_trail(self.trails[number])
        place = int(np.searchsorted(spots, spot))
        return lines[:place], lines[place:]

    def _rows(self, some: slice | Times) -> Iterable[tuple[int, int, int]]:
        columns = (self.trail_of[some], self.item_of[some], self.at[some])
        return zip(*[column.tolist() for column in columns], strict=True)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.trails)}

    @cached_property
    def _by_trail(self) -> Times:
        return np.argsort(self.trail_of, kind="stable")

    @cached_property
    def _starts(self) -> list[int]:
        counts = np.bincount(self.trail_of, minlength=len(self.trails))
        return [0, *np.cumsum(counts).tolist()]

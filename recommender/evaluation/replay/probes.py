"""Questions about the training itself, asked as the cases ask: what is known, and what came of it.

Most cases are asked along a trail: some items are known, and what is taken later counts. Others ask
about a trail in parts: some of its items are known, whichever, and all others count. Which it is
shows without what happened next: a trail that is asked about several times with equally many items
known is asked in parts, and holds at least as many items as there are questions.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from recommender.evaluation.replay.cases import CaseId
from recommender.evaluation.replay.log import Log, LogLine, Times
from recommender.fitting import AHEAD, Ahead
from recommender.model.instant import Instant

MOST = 1_500
"""How many are asked."""
LATER = 0.15
"""The part of the log that they are about."""


class Part(NamedTuple):
    """A question about a trail in parts."""

    known: int
    """Items of the trail that it names,"""
    size: int
    """and all that there are."""


class Probe(NamedTuple):
    spot: int
    """The line before which it is asked."""
    trail: Sequence[LogLine]
    """What is known."""
    next: str | None
    """Taken next; ``None`` where there is no order."""
    rest: frozenset[str]
    """All that counts."""
    now: Instant


def parts(asked: Mapping[CaseId, Sequence[int]]) -> list[Part]:
    """By trail how many items each question about it names; none where most are asked along it."""
    several = [known for known in asked.values() if len(known) > 1]
    level = [known for known in several if len(set(known)) == 1 and known[0] > 0]
    if 2 * len(level) <= len(several):
        return []
    return [Part(some[0], max(len(some), some[0] + 1)) for some in level for _ in some]


def ahead(asked: Sequence[Part]) -> Ahead:
    """As many later picks count as the questions leave open, each as much as the next."""
    if not asked:
        return AHEAD
    left = sum(part.size - part.known for part in asked) / len(asked)
    return Ahead(round(left) - 1, 1.0)


def start_of(log: Log) -> int:
    return len(log) - int(LATER * len(log))


def along(log: Log) -> Iterator[Probe]:
    """Later lines by lot, less the first of each trail; in the order of the log."""
    later: Times = np.arange(start_of(log), len(log))
    _, first = np.unique(log.trail_of, return_index=True)
    for spot in _some(np.setdiff1d(later, first)):
        before, after = log.around(spot)
        rest = frozenset([line.item for line in after])
        yield Probe(spot, before, after[0].item, rest, Instant(int(log.at[spot])))


def in_parts(log: Log, asked: Sequence[Part]) -> Iterator[Probe]:
    """Trails that begin later, of the sizes that are asked about; in the order of the log."""
    dice, trails = np.random.default_rng(0), _by_size(log)
    count = min(MOST, len(log) - start_of(log))
    drawn = [asked[one] for one in dice.integers(len(asked), size=count)]
    spots = [(int(dice.choice(trails[part.size])), part) for part in drawn if part.size in trails]
    for spot, part in sorted(spots):
        lines = {line.item: line for line in log.around(spot)[1]}
        mixed = [list(lines)[place] for place in dice.permutation(part.size)]
        known = [lines[item] for item in mixed[: part.known]]
        rest = frozenset(mixed[part.known :])
        yield Probe(spot, known, None, rest, Instant(int(log.at[spot])))


def _by_size(log: Log) -> dict[int, list[int]]:
    """The first lines of trails that begin later, by how many items these hold."""
    found, start = defaultdict[int, list[int]](list), start_of(log)
    for spot in np.unique(log.trail_of, return_index=True)[1].tolist():
        if spot >= start:
            found[len({line.item for line in log.around(spot)[1]})].append(spot)
    return found


def _some(spots: Times) -> Iterable[int]:
    if len(spots) > MOST:
        spots = np.sort(np.random.default_rng(0).choice(spots, MOST, replace=False))
    found: list[int] = spots.tolist()
    return found

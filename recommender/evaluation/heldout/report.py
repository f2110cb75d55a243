"""What the judged picks add up to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.heldout.judging import SET, WAYS, Judged
from recommender.evaluation.scores import Calibration, Difference, Mean, differences, means

HISTORIES = (0, 1, 3, 6, 11)
"""The least touches of each class of history."""


class Row(NamedTuple):
    """Some of the picks."""

    name: str
    cases: int
    groups: int
    """Companies, and buyers without one. Of very few of them an interval tells nothing."""
    next: Mapping[str, Mean]
    """By way, how often what was picked next was shown."""
    later: Mapping[str, Mean]
    """By way, how often at least one offer shown was picked next or later."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    whole: Row
    personas: tuple[Row, ...]
    motions: tuple[Row, ...]
    histories: tuple[Row, ...]
    better: Mapping[str, Difference]
    """The set less each other way, in what was picked next."""
    next: Calibration
    """The told chance, against whether the next pick was in the set."""
    later: Calibration
    """The same against whether any of the set was picked next or later."""
    covered: Mapping[str, int]
    """By way the distinct offers shown."""

    @classmethod
    def of(cls, judged: Sequence[Judged], names: Mapping[str, str]) -> "HeldOut":
        """``names`` of personas, by key."""
        told = [one.told for one in judged]
        return cls(
            whole=_row("all", judged),
            personas=_rows(judged, lambda one: names.get(one.persona, one.persona)),
            motions=_rows(judged, lambda one: one.motion or "none stated"),
            histories=_histories(judged),
            better=_better(judged),
            next=Calibration.of(told, [one.hit(SET) for one in judged]),
            later=Calibration.of(told, [one.hit_later(SET) for one in judged]),
            covered={way: len({key for one in judged for key in one.shown[way]}) for way in WAYS},
        )


def _rows(judged: Sequence[Judged], name: Callable[[Judged], str]) -> tuple[Row, ...]:
    """The largest first."""
    found: dict[str, list[Judged]] = {}
    for one in judged:
        found.setdefault(name(one), []).append(one)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_row(name, some) for name, some in ordered)


def _histories(judged: Sequence[Judged]) -> tuple[Row, ...]:
    ends = [*(start - 1 for start in HISTORIES[1:]), None]
    rows = []
    for start, end in zip(HISTORIES, ends, strict=True):
        some = [
            one for one in judged if start <= one.history and (end is None or one.history <= end)
        ]
        rows.append(_row(_class(start, end), some))
    return tuple(row for row in rows if row.cases)


def _class(start: int, end: int | None) -> str:
    if end is None:
        return f"{start} or more"
    return str(start) if start == end else f"{start} to {end}"


def _row(name: str, judged: Sequence[Judged]) -> Row:
    groups = _groups(judged)
    next_ = {way: _hits(one.hit(way) for one in judged) for way in WAYS}
    later = {way: _hits(one.hit_later(way) for one in judged) for way in WAYS}
    counts = len(judged), len(set(groups))
    return Row(name, *counts, means(next_, groups), means(later, groups))


def _better(judged: Sequence[Judged]) -> dict[str, Difference]:
    ours = _hits(one.hit(SET) for one in judged)
    rivals = {way: _hits(one.hit(way) for one in judged) for way in WAYS if way != SET}
    return differences(rivals, dict.fromkeys(rivals, ours), _groups(judged))


def _hits(values: Iterable[bool]) -> NDArray[np.float64]:
    return np.array(list(values), np.float64)


def _groups(judged: Sequence[Judged]) -> list[str]:
    return [one.pick.person.group for one in judged]

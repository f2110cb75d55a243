"""Logs of other kinds, made from those of the benchmark; what was chosen on them says the README.

people   what each reader of a firm's articles read, long, without order or clock
walks    what each walk through an encyclopedia met, without order, clock or links
newborn  a year of articles that starts from nothing: each answer is learned from what came before

Of the first two, half of the trails are learned from; of each other one a half is known, and
any of the rest is a hit.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from api.interchange.replay.cases import CaseFile
from api.interchange.replay.train import read_train
from recommender import Ask, Instant, Log, LogLine, Question, StreamLine, Truth

MOST = 2_000
"""Cases of a log."""
ASKED = 4
"""Every such line of a stream is asked about."""
FEW = 4
"""A trail of fewer items is learned from, not asked about."""


class Unordered(NamedTuple):
    log: Log
    questions: list[Question]
    truths: list[Truth]


class Stream(NamedTuple):
    lines: list[StreamLine]
    truths: list[Truth]


def people(bench: Path) -> Unordered:
    folder = bench / "deskdrop_journey_stream"
    later = CaseFile.survey(folder / "cases.jsonl").stream_lines()
    lines = [*read_train(folder / "train.tsv"), *(_line(one) for one in later)]
    return _unordered(lines)


def walks(bench: Path) -> Unordered:
    return _unordered(list(read_train(bench / "wikispeedia" / "train.tsv")))


def newborn(bench: Path) -> Stream:
    folder = bench / "deskdrop_journey_stream"
    lines = [
        StreamLine(Ask(number, line.trail, line.at), number % ASKED == 0, line.item)
        for number, line in enumerate(read_train(folder / "train.tsv"))
    ]
    truths = [
        Truth(line.ask.trail, line.item, frozenset([line.item])) for line in lines if line.predict
    ]
    return Stream(lines, truths)


def _line(one: StreamLine) -> LogLine:
    return LogLine(one.ask.trail, one.item, one.ask.now)


def _unordered(lines: list[LogLine]) -> Unordered:
    """Trails in no order; every second long one is asked about."""
    sets: dict[str, set[str]] = {}
    for line in lines:
        sets.setdefault(line.trail, set()).add(line.item)
    dice = np.random.default_rng(0)
    trails = {trail: dice.permutation(sorted(items)).tolist() for trail, items in sets.items()}
    asked = [trail for trail, items in trails.items() if len(items) >= FEW][::2]
    left_out = set(asked)
    log = Log.of(
        LogLine(trail, item, Instant(0))
        for trail, items in trails.items()
        if trail not in left_out
        for item in items
    )
    halves = {trail: len(trails[trail]) // 2 for trail in asked[:MOST]}
    return Unordered(
        log,
        [Question(trail, None, tuple(trails[trail][:half])) for trail, half in halves.items()],
        [
            Truth(trail, trails[trail][half], frozenset(trails[trail][half:]))
            for trail, half in halves.items()
        ],
    )

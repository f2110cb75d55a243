"""What became of the cases: for scoring only, never while answering."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import orjson

from api.interchange.replay.bad_log import BadLine, Problems
from api.interchange.replay.lines import numbered
from recommender import Truth

Id: TypeAlias = str | int


def read_truths(path: Path) -> dict[Id, Truth]:
    """By case. Lines that ask for no prediction are left aside.

    Raises:
        BadLog: with the lines that do not say what happened next.
    """
    truths, problems = dict[Id, Truth](), Problems(path)
    for number, content in numbered(path):
        try:
            row = orjson.loads(content)
            if row.get("predict", True):
                rest = frozenset(row["rest"])
                truths[row["case"]] = Truth(row["session"], row["target"], rest)
        except (KeyError, TypeError, AttributeError, orjson.JSONDecodeError):
            words = "case, session, target and rest are needed to score"
            problems.add(BadLine("", "NO_TRUTH", words).at(number))
    problems.settle()
    return truths


def read_answers(path: Path) -> dict[Id, list[Id]]:
    """By case.

    Raises:
        BadLog: with the lines that are no answers.
    """
    answers, problems = dict[Id, list[Id]](), Problems(path)
    for number, content in numbered(path):
        try:
            row = orjson.loads(content)
            case, ranked = row["case"], list(row["ranked"])
            if case in answers or len(set(ranked)) < len(ranked):
                problems.add(BadLine("", "REPEATED", "a case or an item is there twice").at(number))
            answers[case] = ranked
        except (KeyError, TypeError, orjson.JSONDecodeError):
            problems.add(BadLine("", "NO_ANSWER", "case and ranked are needed").at(number))
    problems.settle()
    return answers


def aligned(truths: Mapping[Id, Truth], answers: Mapping[Id, Sequence[Id]]) -> list[Sequence[Id]]:
    """An answer for each truth; a case without one has an empty answer."""
    return [answers.get(case, ()) for case in truths]

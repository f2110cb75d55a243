"""Answers of Cairn to the cases of one set, in this process, by what the command runs."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np

from api.interchange.replay.cases import CaseFile
from api.interchange.replay.predictions import predictions
from api.interchange.replay.train import read_train
from api.interchange.replay.truths import read_truths
from recommender import (
    Answer,
    Log,
    LogLine,
    Question,
    Truth,
    answer_questions,
    answer_stream,
    measure,
)

SET = 5
"""Steps of a set: of so many the chance that any is taken is judged."""

Measured = dict[str, np.ndarray]


class Answered(NamedTuple):
    truths: list[Truth]
    ranked: list[list[str | int]]
    told: list[float]
    """The chance told that at least one of the first five is taken."""
    seconds: float

    @property
    def groups(self) -> list[str | int]:
        return [truth.group for truth in self.truths]

    @property
    def measures(self) -> Measured:
        return measure(self.truths, self.ranked)


class Task(NamedTuple):
    """A set of the benchmark."""

    folder: Path
    log: Log
    cases: CaseFile
    truths: dict[str | int, Truth]

    @classmethod
    def of(cls, folder: Path) -> "Task":
        cases = folder / "cases.jsonl"
        log = read_train(folder / "train.tsv")
        return cls(folder, log, CaseFile.survey(cases), read_truths(cases))

    def sampled(self, sessions: int, seed: int) -> Log:
        """Some of the training sessions, whole."""
        count = len(self.log.trails)
        if sessions >= count:
            return self.log
        drawn = np.random.default_rng(seed).choice(count, sessions, replace=False)
        kept = {self.log.trails[number] for number in drawn}
        return Log.of(LogLine(*line) for line in self.log if line.trail in kept)

    def some(self, count: int) -> set[str | int]:
        """The cases of the benchmark's learning curves."""
        known = list(self.truths)
        drawn = np.random.default_rng(0).choice(len(known), min(count, len(known)), replace=False)
        return {known[number] for number in drawn}


def answered(
    task: Task,
    log: Log | None = None,
    among: set[str | int] | None = None,
    out: Path | None = None,
    seen: Callable[[int], object] = lambda _: None,
) -> Answered:
    """``log`` in place of the whole training, ``among`` for some of the cases only."""
    start = perf_counter()
    answers = list(_watched(_answers(task, task.log if log is None else log, among), seen))
    seconds = perf_counter() - start
    if out is not None:
        with predictions(out, task.cases.spelling) as write:
            for answer in answers:
                write(answer)
    return Answered(
        [task.truths[answer.case] for answer in answers],
        [[task.cases.spelling.of(item) for item in answer.ranked] for answer in answers],
        [answer.any_taken for answer in answers],
        seconds,
    )


def _answers(task: Task, log: Log, among: set[str | int] | None) -> Iterator[Answer]:
    if task.cases.stream:
        return answer_stream(log, task.cases.stream_lines())
    questions: Iterator[Question] = task.cases.questions()
    if among is not None:
        questions = (question for question in questions if question.case in among)
    return answer_questions(log, questions, task.cases.links, task.cases.middle, task.cases.parts)


def _watched(answers: Iterator[Answer], seen: Callable[[int], object]) -> Iterator[Answer]:
    for number, answer in enumerate(answers, 1):
        if number % 1_000 == 0:
            seen(number)
        yield answer


def told_and_happened(of: Answered) -> tuple[Sequence[float], np.ndarray]:
    return of.told, of.measures[f"SetHit@{SET}"]

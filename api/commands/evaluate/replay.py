"""`cairn evaluate replay`: files in, files out; no database and no server."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from api.commands.console import AsJson, command, out, print_json, progress
from api.errors import InvalidValue
from api.interchange.replay.cases import CaseFile
from api.interchange.replay.predictions import predictions
from api.interchange.replay.train import read_train
from recommender import Answer, Log, answer_questions, answer_stream

OFTEN = 100
"""Answers between two looks of whoever watches."""


def _file(help: str) -> typer.models.OptionInfo:  # noqa: A002  # the option's name for it
    option: typer.models.OptionInfo = typer.Option(
        help=help, exists=True, dir_okay=False, readable=True
    )
    return option


@command
async def replay(
    train: Annotated[Path, _file("Log to learn from: tab-separated, with a header.")],
    cases: Annotated[Path, _file("Cases to answer: one JSON object a line.")],
    predicted: Annotated[
        Path, typer.Option("--out", help="File of answers: one JSON object a line.")
    ],
    json: AsJson = False,
) -> None:
    """Answer held-out cases with the engine that serves: 20 items each, best first.

    The log names session_id, item_id and ts (seconds); other columns are left aside. A case has
    case, now and context, and maybe candidates, the only answers there are. Lines with case,
    session, item, ts and predict are a stream: each is answered first and then learned. What
    happened next in a case is never read. Files ending in .gz are unpacked.
    """
    if predicted.exists() and any(predicted.samefile(file) for file in (train, cases)):
        raise InvalidValue(f"{predicted} is read from: name another file for the answers.")
    start = perf_counter()
    with progress(f"Reading {train.name}", train.stat().st_size) as seen:
        log = read_train(train, seen)
    with progress(f"Reading {cases.name}", cases.stat().st_size) as seen:
        file = CaseFile.survey(cases, seen)
    answered = 0
    with (
        progress("Answering", file.count) as seen,
        predictions(predicted, file.spelling) as write,
    ):
        for number, answer in enumerate(_answers(log, file), 1):
            write(answer)
            answered += bool(answer.ranked)
            if number % OFTEN == 0:
                seen(number)
    seconds = perf_counter() - start
    if json:
        print_json(
            {
                "train": {"lines": len(log), "sessions": len(log.trails), "items": len(log.items)},
                "cases": file.count,
                "answered": answered,
                "stream": file.stream,
                "candidates": file.links is not None,
                "seconds": round(seconds, 3),
                "out": str(predicted),
            }
        )
    else:
        out.print(
            f"Answered {answered:,} of {file.count:,} cases from {len(log):,} lines "
            f"in {seconds:.1f} s: {predicted}"
        )


def _answers(log: Log, cases: CaseFile) -> Iterator[Answer]:
    if cases.stream:
        return answer_stream(log, cases.stream_lines())
    return answer_questions(log, cases.questions(), cases.links, cases.middle, cases.parts)

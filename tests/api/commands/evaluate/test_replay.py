"""`cairn evaluate replay`, as it is called: files in, files out."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.api.commands.evaluate.calling import call

TRAIN = "session_id\tuser_id\titem_id\tts\tevent\n" + "".join(
    f"{walk}\t{walk}\t{item}\t{walk * 3600 + step}\tview\n"
    for walk, items in enumerate(([1, 2, 3], [1, 2, 3], [1, 2, 4], [5, 6]))
    for step, item in enumerate(items)
)
STATIC = [
    {"case": 0, "session": 9, "now": 20_000, "context": [1, 2], "target": 3, "rest": [3, 4]},
    {"case": 1, "session": 9, "now": 20_000, "context": [5], "target": 6, "rest": [6]},
]
LINKS = [{**row, "candidates": [4, 6]} for row in STATIC]
STREAM = [
    {
        "case": number,
        "session": number % 2,
        "user": number % 2,
        "item": item,
        "ts": 20_000 + number,
        "event": "view",
        "predict": number > 0,
        "target": item,
        "rest": [item],
    }
    for number, item in enumerate([7, 8, 7, 6, 8])
]

ROOT = Path(__file__).parents[4]
ARGUMENTS = ("evaluate", "replay", "--train", "{0}", "--cases", "{1}", "--out", "{2}")


class Files:
    def __init__(self, folder: Path) -> None:
        self.train, self.cases, self.out = (folder / name for name in ("t.tsv", "c.jsonl", "o"))
        self.train.write_text(TRAIN)

    def replay(self, rows: list[dict[str, Any]], *options: str) -> int:
        self.cases.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        named = ("--train", self.train, "--cases", self.cases, "--out", self.out)
        return call("evaluate", "replay", *named, *options)

    def answers(self, rows: list[dict[str, Any]]) -> bytes:
        assert self.replay(rows) == 0
        return self.out.read_bytes()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_cases_are_answered_best_first(files: Files):
    first, second = map(orjson.loads, files.answers(STATIC).splitlines())
    assert (first["case"], first["ranked"][0]) == (0, 3)
    assert sorted(first["ranked"]) == [3, 4, 5, 6]
    assert (second["case"], sorted(second["ranked"])) == (1, [1, 2, 3, 4, 6])


@pytest.mark.parametrize("rows", [STATIC, LINKS, STREAM])
def test_what_happened_next_is_never_read(files: Files, rows: list[dict[str, Any]]):
    blind = [{k: v for k, v in row.items() if k not in {"target", "rest"}} for row in rows]
    assert files.answers(rows) == files.answers(blind)


def test_the_same_files_give_the_same_bytes(files: Files):
    assert files.answers(STREAM) == files.answers(STREAM)


def test_another_process_gives_the_same_bytes(files: Files):
    """Texts hash differently in each process; candidates that are all alike tell."""
    here = files.answers([{**row, "candidates": list(range(100, 110))} for row in STATIC])
    files.out.unlink()
    command = [sys.executable, "-c", "from api.__main__ import main; main()", *ARGUMENTS]
    named = [os.fspath(file) for file in (files.train, files.cases, files.out)]
    called = [part.format(*named) for part in command]
    environment = os.environ | {"PYTHONHASHSEED": "1"}
    subprocess.run(called, check=True, env=environment, cwd=ROOT)  # noqa: S603  # this project
    assert files.out.read_bytes() == here


def test_a_stream_is_answered_line_by_line(files: Files):
    answers = [orjson.loads(line) for line in files.answers(STREAM).splitlines()]
    assert [answer["case"] for answer in answers] == [1, 2, 3, 4]
    assert 7 in answers[0]["ranked"]
    assert 8 not in answers[0]["ranked"]


def test_candidates_alone_are_answered(files: Files):
    ranked = [orjson.loads(line)["ranked"] for line in files.answers(LINKS).splitlines()]
    assert ranked == [[4, 6], [6, 4]]


def test_a_summary_is_told_as_json(files: Files, capsys: pytest.CaptureFixture[str]):
    assert files.replay(STATIC, "--json") == 0
    told = orjson.loads(capsys.readouterr().out)
    assert told.pop("seconds") > 0
    assert told == {
        "train": {"lines": 11, "sessions": 4, "items": 6},
        "cases": 2,
        "answered": 2,
        "stream": False,
        "candidates": False,
        "out": os.fspath(files.out),
    }


def test_a_bad_file_is_told_line_by_line_and_nothing_is_answered(
    files: Files, capsys: pytest.CaptureFixture[str]
):
    assert files.replay([STATIC[0], STATIC[0], {"case": 2}]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "BAD_LOG DUPLICATE_CASE c.jsonl:2: case: case 0 was there before\n"
        "MISSING_FIELD c.jsonl:3: context: the field is missing\n"
    )
    assert not files.out.exists()


def test_a_file_that_is_read_is_not_written_over(files: Files, capsys: pytest.CaptureFixture[str]):
    files.out = files.train
    assert files.replay(STATIC) == 1
    assert capsys.readouterr().err.startswith("INVALID_VALUE")
    assert files.train.read_text() == TRAIN

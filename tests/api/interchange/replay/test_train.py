"""The training log of a replay."""

import gzip
from pathlib import Path

import pytest

from api.interchange.replay.bad_log import MOST, BadLog
from api.interchange.replay.train import read_train
from recommender import LogLine

HEADER = "session_id\tuser_id\titem_id\tts\tevent\n"


def read(folder: Path, content: str | bytes) -> list[LogLine]:
    file = folder / "train.tsv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_train(file))


def problems(folder: Path, content: str | bytes) -> list[tuple[int | None, str, str]]:
    with pytest.raises(BadLog) as told:
        read(folder, content)
    return [(problem.line, problem.field, problem.code) for problem in told.value.problems]


def test_columns_are_found_by_the_header(tmp_path: Path):
    content = "ts\tnew\titem_id\tsession_id\n1.5\t?\tx y\tann\n2\t?\t7\tann\n"
    assert read(tmp_path, content) == [LogLine("ann", "x y", 1_500), LogLine("ann", "7", 2_000)]


def test_a_session_is_a_trail_whoever_the_user_is(tmp_path: Path):
    (line,) = read(tmp_path, HEADER + "s\tu\tx\t1\tview\n")
    assert line.trail == "s"


def test_files_of_other_systems_are_read(tmp_path: Path):
    content = "\ufeff" + HEADER.replace("\n", "\r\n") + 's\tu\t"ä"\t1396437466.94\tview\r\n\r\n'
    assert read(tmp_path, content) == [LogLine("s", '"ä"', 1_396_437_466_940)]


def test_a_packed_file_is_unpacked(tmp_path: Path):
    file = tmp_path / "train.tsv.gz"
    file.write_bytes(gzip.compress((HEADER + "s\tu\tx\t1\tview\n").encode()))
    assert list(read_train(file)) == [LogLine("s", "x", 1_000)]


@pytest.mark.parametrize("content", ["", HEADER, "\n"])
def test_a_log_of_nothing_is_a_log(tmp_path: Path, content: str):
    assert read(tmp_path, content) == []


def test_every_missing_column_is_named(tmp_path: Path):
    found = problems(tmp_path, "session_id,item_id,ts\n")
    assert found == [(1, name, "MISSING_COLUMN") for name in ("session_id", "item_id", "ts")]


@pytest.mark.parametrize("ts", ["", "soon", "nan", "inf", "1e300", "2020-01-01"])
def test_what_is_no_time_is_told_with_its_line(tmp_path: Path, ts: str):
    content = f"{HEADER}s\tu\tx\t1\tview\ns\tu\tx\t{ts}\tview\n"
    assert problems(tmp_path, content) == [(3, "ts", "BAD_NUMBER")]


def test_all_bad_lines_are_told_at_once(tmp_path: Path):
    content = HEADER.encode() + b"s\tu\n\tu\tx\t1\tview\ns\tu\t\t1\tview\ns\tu\t\xff\t1\tview\n"
    assert problems(tmp_path, content) == [
        (2, "", "MISSING_CELL"),
        (3, "session_id", "MISSING_CELL"),
        (4, "item_id", "MISSING_CELL"),
        (5, "", "NOT_UTF8"),
    ]


def test_a_wrong_file_is_not_read_to_its_end(tmp_path: Path):
    assert len(problems(tmp_path, HEADER + "s\n" * 10 * MOST)) == MOST


def test_the_message_names_file_line_and_code(tmp_path: Path):
    with pytest.raises(BadLog, match=r"^BAD_NUMBER train.tsv:2: ts: 'x' is no number of seconds$"):
        read(tmp_path, HEADER + "s\tu\ti\tx\tview\n")

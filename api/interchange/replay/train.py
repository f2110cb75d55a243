"""The training log: tab-separated lines under a header that names the columns."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from math import isfinite
from operator import itemgetter
from pathlib import Path

from api.interchange.problem import Problem
from api.interchange.replay.bad_log import BadLine, Problems
from api.interchange.replay.lines import Line, Seen, numbered
from recommender import SECOND, Instant, Log, LogLine

COLUMNS = ("session_id", "item_id", "ts")
"""What is read; other columns may stand beside them. A session is a trail."""
FURTHEST = 1e15
"""Seconds; later than any clock."""

Cells = Callable[[list[str]], tuple[str, str, str]]


def read_train(path: Path, seen: Seen = lambda _: None) -> Log:
    """A file without any line is a log of nothing.

    Raises:
        BadLog: with the lines that cannot be read.
    """
    problems = Problems(path)
    log = Log.of(_lines(numbered(path, seen), problems))
    problems.settle()
    return log


def _lines(lines: Iterator[Line], problems: Problems) -> Iterator[LogLine]:
    header = next(lines, None)
    if header is None:
        return
    cells = _cells(header, problems)
    for number, content in lines:
        try:
            yield _line(content, cells)
        except BadLine as bad:
            problems.add(bad.at(number))


def _cells(header: Line, problems: Problems) -> Cells:
    """Where the columns are.

    Raises:
        BadLog: if one is missing; then no line can be read.
    """
    names = _split(header.content.removeprefix(BOM_UTF8))
    there = [name.strip() for name in names]
    for column in COLUMNS:
        if column not in there:
            message = f"there is no such column; the header names {', '.join(there)}"
            problems.add(Problem(header.number, column, "MISSING_COLUMN", message))
    problems.settle()
    return itemgetter(*map(there.index, COLUMNS))


def _line(content: bytes, cells: Cells) -> LogLine:
    try:
        session, item, ts = cells(_split(content))
    except IndexError:
        raise BadLine("", "MISSING_CELL", "fewer cells than the header names") from None
    if not (session and item):
        field = "item_id" if session else "session_id"
        raise BadLine(field, "MISSING_CELL", "the cell is empty")
    return LogLine(session, item, instant("ts", ts))


def _split(content: bytes) -> list[str]:
    try:
        return content.decode().rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        raise BadLine("", "NOT_UTF8", "the line is not text in UTF-8") from None


def instant(field: str, seconds: object) -> Instant:
    """From seconds since 1970, which may have a fraction."""
    try:
        found = float(seconds)  # type: ignore[arg-type]  # what is none raises
    except (TypeError, ValueError):
        found = float("nan")
    if not isfinite(found) or abs(found) > FURTHEST:
        raise BadLine(field, "BAD_NUMBER", f"{_quoted(seconds)} is no number of seconds")
    return Instant(round(found * SECOND))


def _quoted(value: object) -> str:
    return repr(value)[:60]

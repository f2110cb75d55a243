"""The file of cases: one JSON object a line. What happened next in a case is never looked at."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median_low
from typing import Any

import orjson

from api.interchange.replay.bad_log import BadLine, Problems
from api.interchange.replay.lines import Line, Seen, numbered
from api.interchange.replay.spelling import Id, Spelling, checked
from api.interchange.replay.train import instant
from recommender import Ask, Instant, Part, Question, StreamLine, parts

Row = dict[str, Any]


@dataclass
class CaseFile:
    """Surveyed from end to end before the first answer: none comes from half a file."""

    path: Path
    stream: bool = False
    """Lines say whether to predict; each is learned after that."""
    count: int = 0
    """Cases to answer."""
    lines: int = 0
    links: dict[str, dict[str, None]] | None = None
    """Candidates by the item that is open, in the order in which they were named; ``None`` where
    no line names candidates."""
    spelling: Spelling = field(default_factory=Spelling)
    _asked: "array[int]" = field(default_factory=lambda: array("q"))
    _known: dict[Id, list[int]] = field(default_factory=dict)
    """Of each session how many items the questions about it name."""

    @property
    def middle(self) -> Instant | None:
        """When half of the questions were asked; ``None`` where none of them tells."""
        return Instant(median_low(self._asked)) if self._asked else None

    @property
    def parts(self) -> list[Part]:
        """Those of questions about sessions in parts; none where they are asked along the way."""
        return parts(self._known)

    @classmethod
    def survey(cls, path: Path, seen: Seen = lambda _: None) -> "CaseFile":
        """Raises: BadLog, with the lines that cannot be read."""
        found, problems, cases = cls(path), Problems(path), set[Id]()
        for line in numbered(path, seen):
            try:
                found._take(_row(line), cases)
            except BadLine as bad:
                problems.add(bad.at(line.number))
        problems.settle()
        return found

    def questions(self) -> Iterator[Question]:
        return (_question(_row(line), self.spelling) for line in numbered(self.path))

    def stream_lines(self) -> Iterator[StreamLine]:
        return (_stream_line(_row(line), self.spelling) for line in numbered(self.path))

    def _take(self, row: Row, cases: set[Id]) -> None:
        if not self.lines:
            self.stream = "predict" in row
        self.lines += 1
        if self.stream:
            case, predict = self._note_line(row)
        else:
            case, predict = self._note_question(row), True
        if predict:
            if case in cases:
                raise BadLine("case", "DUPLICATE_CASE", f"case {case} was there before")
            cases.add(case)
            self.count += 1

    def _note_line(self, row: Row) -> tuple[Id, bool]:
        line = _stream_line(row, self.spelling)
        return line.ask.case, line.predict

    def _note_question(self, row: Row) -> Id:
        question = _question(row, self.spelling)
        if question.now is not None:
            self._asked.append(question.now)
        session = row.get("session")
        if isinstance(session, str | int):  # it may be missing, or anything: no answer rests on it
            self._known.setdefault(session, []).append(len(question.context))
        if question.candidates is not None:
            self.links = {} if self.links is None else self.links
            page = question.context[-1:] or ("",)
            self.links.setdefault(page[0], {}).update(dict.fromkeys(question.candidates))
        return question.case


def _row(line: Line) -> Row:
    try:
        row = orjson.loads(line.content)
    except orjson.JSONDecodeError:
        raise BadLine("", "BAD_JSON", "the line is not JSON") from None
    if not isinstance(row, dict):
        raise BadLine("", "BAD_JSON", "the line is no JSON object")
    return row


def _question(row: Row, spelling: Spelling) -> Question:
    now, candidates = row.get("now"), row.get("candidates")
    return Question(
        checked("case", _value(row, "case")),
        None if now is None else instant("now", now),
        _items("context", _value(row, "context"), spelling),
        None if candidates is None else _items("candidates", candidates, spelling),
    )


def _stream_line(row: Row, spelling: Spelling) -> StreamLine:
    predict = row.get("predict", True)
    if not isinstance(predict, bool):
        raise BadLine("predict", "BAD_FLAG", "predict is true or false")
    return StreamLine(
        Ask(
            checked("case", _value(row, "case")),
            str(checked("session", _value(row, "session"))),
            instant("ts", _value(row, "ts")),
        ),
        predict,
        spelling.meet(checked("item", _value(row, "item"))),
    )


def _value(row: Row, name: str) -> object:
    if name not in row:
        raise BadLine(name, "MISSING_FIELD", "the field is missing")
    return row[name]


def _items(name: str, value: object, spelling: Spelling) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise BadLine(name, "NOT_A_LIST", "a list of items is needed")
    return tuple([spelling.meet(checked(name, item)) for item in value])

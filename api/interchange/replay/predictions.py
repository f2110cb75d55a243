"""Answers as a file: one JSON object a line, ``{"case": 17, "ranked": [231, 884, 409]}``."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

from api.interchange.replay.spelling import Spelling
from recommender import Answer

Write = Callable[[Answer], object]


@contextlib.contextmanager
def predictions(path: Path, spelling: Spelling) -> Iterator[Write]:
    """The file appears under its name when it is whole."""
    beside = path.with_name(path.name + ".part") if _is_ordinary(path) else path
    with beside.open("wb") as file:
        yield lambda answer: file.write(_line(answer, spelling))
    if beside is not path:
        beside.replace(path)


def _is_ordinary(path: Path) -> bool:
    """Not a device or a pipe."""
    return path.is_file() or not path.exists()


def _line(answer: Answer, spelling: Spelling) -> bytes:
    plain = {"case": answer.case, "ranked": [spelling.of(item) for item in answer.ranked]}
    return orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE)

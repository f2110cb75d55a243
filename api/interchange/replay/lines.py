"""The lines of a file, plain or gzip, with their numbers."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

Seen = Callable[[int], object]
"""Told how many bytes were read."""

OFTEN = 5_000
"""Lines between two tellings."""


class Line(NamedTuple):
    number: int
    """Counted from 1."""
    content: bytes


def numbered(path: Path, seen: Seen = lambda _: None) -> Iterator[Line]:
    """Every line that is not blank."""
    read = 0
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for number, content in enumerate(file, 1):
            read += len(content)
            if number % OFTEN == 0:
                seen(read)
            if not content.isspace():
                yield Line(number, content)
    seen(read)

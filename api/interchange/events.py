"""Files of events: JSON Lines in the format of the ingestion endpoint, or CSV with a column map.

Read in chunks, each with the place in the file where the next one begins, so that memory stays
flat and an interrupted import goes on where it was.
"""

import csv
from collections.abc import Generator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from api.errors import MalformedBody
from api.ingestion.body import EVENT_LIMIT
from api.ingestion.document import parse
from api.ingestion.segment import Envelope, read_checked
from api.interchange.column_map import ColumnMap, Row
from api.store.arrivals import Code, Event, Rejection

CHUNK = 4_000
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Chunk:
    events: list[Event]
    position: int
    """Where the next chunk begins, in bytes."""


@dataclass(frozen=True, slots=True)
class EventFile:
    path: Path
    columns: ColumnMap | None = None
    """For CSV; a file whose name ends in .csv needs none if its columns are named as fields."""

    def size(self) -> int:
        return self.path.stat().st_size

    def digest(self) -> str:
        """Of the content and of how it is read."""
        digest = blake2b(repr(self.columns).encode(), digest_size=32)
        with self.path.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def chunks(self, envelope: Envelope, position: int = 0) -> Generator[Chunk]:
        """From a position that an earlier chunk named, or from the start.

        Raises:
            BadColumnMap: The map names a column that the file does not have.
        """
        with self.path.open("rb") as file:
            if self.columns is None and self.path.suffix.lower() != ".csv":
                file.seek(position)
                yield from _json_lines(file, envelope)
            else:
                yield from _csv(file, envelope, self.columns or ColumnMap(), position)


def _json_lines(file: BinaryIO, envelope: Envelope) -> Generator[Chunk]:
    position = file.tell()
    while lines := list(islice(file, CHUNK)):
        position += sum(map(len, lines))
        yield Chunk([_line(line, envelope) for line in lines if not line.isspace()], position)


def _line(line: bytes, envelope: Envelope) -> Event:
    if len(line) > EVENT_LIMIT:
        return Rejection(Code.EVENT_TOO_LARGE, f"larger than {EVENT_LIMIT} bytes", _text(line))
    try:
        item = parse(line)
    except MalformedBody:
        return Rejection(Code.INVALID_EVENT, "the line is not JSON", _text(line))
    return read_checked(item, envelope)


def _csv(file: BinaryIO, envelope: Envelope, columns: ColumnMap, position: int) -> Generator[Chunk]:
    lines = _Lines(file)
    rows = csv.reader(lines)
    row = columns.over(next(rows, []))
    if position:
        lines.seek(position)
    while cells := list(islice(rows, CHUNK)):
        yield Chunk([_row(row, one, envelope) for one in cells if one], lines.position)


def _row(row: Row, cells: list[str], envelope: Envelope) -> Event:
    return read_checked(row.event(cells), envelope)


def _text(line: bytes) -> str:
    return line[:2_000].decode(errors="replace")


class _Lines:
    """The lines of a text file, and how far they were taken: a row may span several."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.position = 0

    def seek(self, position: int) -> None:
        self._file.seek(position)
        self.position = position

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline()
        if not line:
            raise StopIteration
        first = self.position == 0
        self.position += len(line)
        return line.decode("utf-8-sig" if first else "utf-8", "surrogateescape")

"""Which column of a CSV file is which field of an event.

A field is a path, such as ``userId`` or ``properties.offerId``. ``field=column`` takes it from a
column, ``field:=text`` sets it for every row. Without a map the columns' names are the paths.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from api.errors import BadRequest

NUMBERS = frozenset({"properties.depth"})


class BadColumnMap(BadRequest):
    """The map cannot be read, or does not fit the file."""

    code = "BAD_COLUMN_MAP"


@dataclass(frozen=True, slots=True)
class ColumnMap:
    columns: tuple[tuple[str, str], ...] = ()
    """Field and column."""
    constants: tuple[tuple[str, str], ...] = ()
    """Field and text."""

    @classmethod
    def of(cls, entries: Sequence[str]) -> Self:
        """Raises: BadColumnMap."""
        columns, constants = [], []
        for entry in entries:
            field, separator, rest = entry.partition("=")
            if not separator or not field.strip(":") or not rest:
                raise BadColumnMap(f"{entry!r} is neither field=column nor field:=text")
            if field.endswith(":"):
                constants.append((field[:-1], rest))
            else:
                columns.append((field, rest))
        return cls(tuple(columns), tuple(constants))

    def over(self, header: Sequence[str]) -> "Row":
        """The map for a file with these columns. Raises: BadColumnMap."""
        columns = self.columns or tuple((name, name) for name in header)
        missing = [column for _, column in columns if column not in header]
        if missing:
            raise BadColumnMap(f"the file has no column {', '.join(map(repr, missing))}")
        _check([field for field, _ in (*columns, *self.constants)])
        cells = tuple((header.index(column), field) for field, column in columns)
        return Row(cells, self.constants)


class Row:
    """Makes an event of a row of cells."""

    def __init__(
        self, cells: tuple[tuple[int, str], ...], constants: tuple[tuple[str, str], ...]
    ) -> None:
        self._cells = tuple((index, _path(field), field in NUMBERS) for index, field in cells)
        self._constants = tuple((_path(field), text) for field, text in constants)

    def event(self, cells: Sequence[str]) -> dict[str, Any]:
        """An empty cell says nothing."""
        event: dict[str, Any] = {}
        for path, text in self._constants:
            _set(event, path, text)
        for index, path, number in self._cells:
            if index < len(cells) and (text := cells[index]):
                _set(event, path, _number(text) if number else text)
        return event


def _check(fields: Sequence[str]) -> None:
    """A field that holds others has no text of its own."""
    for field in fields:
        if any(other.startswith(f"{field}.") for other in fields):
            raise BadColumnMap(f"{field!r} cannot be a text and hold other fields")


def _path(field: str) -> tuple[tuple[str, ...], str]:
    *folders, name = field.split(".")
    return tuple(folders), name


def _set(event: dict[str, Any], path: tuple[tuple[str, ...], str], value: object) -> None:
    folders, name = path
    for folder in folders:
        event = event.setdefault(folder, {})
    event[name] = value


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text

"""What good baselines reach: the tables of the benchmark's README, and their answers as files."""

import re
from collections.abc import Mapping, Sequence
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import NamedTuple

Values = Mapping[str, float]
"""By the name of a column."""


class Curve(NamedTuple):
    """SetHit@5 of baselines after so many training sessions."""

    cases: int
    sizes: tuple[int, ...]
    rivals: Mapping[str, Sequence[float]]

    @property
    def best(self) -> list[float]:
        """Of all of them, at each size."""
        return [max(values) for values in zip(*self.rivals.values(), strict=True)]


def published(bench: Path, name: str) -> dict[str, Values]:
    """By system the measures on one set."""
    return _table(_after(bench, rf"^### {name}$"), "HR@1")


def curve(bench: Path, name: str) -> Curve | None:
    """``None`` where the benchmark has none for the set."""
    text = _after(bench, rf"^{name} \(([\d,]+) cases\):$")
    if not text:
        return None
    cases, _, rest = text.partition("\n")
    rows = _table(rest, "")
    sizes = tuple(int(size) for size in next(iter(rows.values())))
    return Curve(int(cases), sizes, {system: list(row.values()) for system, row in rows.items()})


def predicted(bench: Path, name: str) -> list[Path]:
    """Files of answers."""
    return sorted((bench / name / "anchors").glob("*.jsonl.gz"))


def _after(bench: Path, title: str) -> str:
    """What follows a line; before that, what it says in brackets."""
    text = (bench / "README.md").read_text("utf-8")
    found = re.search(title, text, re.MULTILINE)
    if found is None:
        return ""
    said = "".join(found.groups()).replace(",", "")
    return said + text[found.end() :]


def _table(text: str, second: str) -> dict[str, Values]:
    """The first table whose second column has this name, or any."""
    lines = dropwhile(lambda line: not _is_head(line, second), text.splitlines())
    head, _, *rows = map(_cells, takewhile(lambda line: line.startswith("|"), lines))
    return {row[0]: dict(zip(head[1:], map(_number, row[1:]), strict=True)) for row in rows}


def _is_head(line: str, second: str) -> bool:
    return line.startswith("|") and second in ("", _cells(line)[1])


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.replace("*", "").strip("|").split("|")]


def _number(cell: str) -> float:
    """Without its interval."""
    return float(cell.partition(" ")[0])

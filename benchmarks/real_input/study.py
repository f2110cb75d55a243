"""A real log made ready: what to learn from it, and the cases that were held out."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recommender import Catalogue

SHARED = Path(__file__).resolve().parents[3] / "shared"
"""Where the logs are looked for: in a folder beside the repository."""


@dataclass(frozen=True, slots=True)
class Case:
    """A visitor who was kept out of the training, at one moment of the visit."""

    visitor: str
    trail: tuple[str, ...]
    """What was seen so far, oldest first."""
    taken: frozenset[str]
    """What is hidden: any of these is a hit."""
    choices: frozenset[str] | None = None
    """The only answers there are, where the site leaves no others."""


@dataclass(frozen=True, slots=True)
class Study:
    catalogue: Catalogue
    size: int
    """How many steps are recommended."""
    cases: Sequence[Case]


def folder(given: Path | None, name: str) -> Path:
    """The folder of a log, or a message that says what is missing."""
    found = given or SHARED / "data" / name
    if not found.is_dir():
        raise SystemExit(f"{found} is missing; name the folder of the {name} log with --data")
    return found


def lines(path: Path, encoding: str = "utf-8") -> Iterator[str]:
    """The lines of a file of a log, without comments and empty ones."""
    if not path.is_file():
        raise SystemExit(f"{path} is missing: this is not the folder of the log")
    for line in path.read_text(encoding).splitlines():
        if line and not line.startswith("#"):
            yield line


def case_rows(given: Path | None, name: str) -> Iterator[dict[str, list[int]]]:
    """The cases of the benchmark, as they are in its file."""
    found = given or SHARED / "bench" / name / "cases.jsonl"
    if not found.is_file():
        raise SystemExit(f"{found} is missing; name the file of held-out cases with --held-out")
    return (json.loads(line) for line in found.read_text("utf-8").splitlines())


def sample(cases: Sequence[Case], count: int | None) -> Sequence[Case]:
    """Some of the cases, evenly from first to last."""
    if count is None or count >= len(cases):
        return cases
    return [cases[number * len(cases) // count] for number in range(count)]


def converter(description: str) -> argparse.Namespace:
    """What both converters are asked."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("out", type=Path, help="folder for catalogue.jsonl and events.jsonl")
    parser.add_argument("--data", type=Path, help="folder of the log, as downloaded")
    return parser.parse_args()

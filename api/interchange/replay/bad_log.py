"""What is wrong with a file of a replay, line by line."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from api.errors import BadRequest
from api.interchange.problem import Problem

MOST = 20
"""So many problems are told; whoever has more has the wrong file."""


class BadLog(BadRequest):
    """The file cannot be read."""

    code = "BAD_LOG"

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.problems = tuple(islice(problems, MOST))
        lines = [f"{problem.code} {problem.located(path.name)}" for problem in self.problems]
        super().__init__("\n".join(lines))


class BadLine(Exception):  # noqa: N818  # says what is wrong
    """One line that cannot be taken, and why."""

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field, self.code, self.message = field, code, message

    def at(self, line: int) -> Problem:
        return Problem(line, self.field, self.code, self.message)


class Problems:
    """Gathered while a file is read, so that one reading repairs it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: list[Problem] = []

    def add(self, problem: Problem) -> None:
        """Raises: BadLog, when there are more than anybody would read."""
        self._found.append(problem)
        if len(self._found) == MOST:
            self.settle()

    def settle(self) -> None:
        """Raises: BadLog, if there is any."""
        if self._found:
            raise BadLog(self._path, self._found)

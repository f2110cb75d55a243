"""What is wrong with an input, and where: told all at once, so that one reading repairs it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that must change before the input can be taken."""

    line: int | None
    """Counted from 1; ``None`` where the input has no lines, such as a mutation."""
    field: str
    """The path from the top, such as ``offers[3].serves[0].job``; empty for the whole."""
    code: str
    message: str

    def located(self, source: str) -> str:
        """The way compilers say it, so that editors can jump there."""
        place = source if self.line is None else f"{source}:{self.line}"
        field = f" {self.field}:" if self.field else ""
        return f"{place}:{field} {self.message}"

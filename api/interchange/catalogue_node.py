"""A value that remembers where it was written: what YAML, JSON Lines and mutations all become."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 12
"""The format itself nests 5 deep; what goes deeper is a mistake or an attack."""


LONGEST = 60
"""Characters of somebody's text that a message shows."""


def printable(text: str) -> str:
    """Short, on one line and encodable, whatever the text holds."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:LONGEST])
    return shown if len(text) <= LONGEST else f"{shown}..."


def within(path: str, name: str) -> str:
    return f"{path}.{printable(name)}" if path else printable(name)


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, a list of nodes, or a mapping of names to nodes."""

    value: Any
    line: int | None
    path: str

    def child(self, name: str) -> str:
        return within(self.path, name)

    def item(self, index: int) -> str:
        return f"{self.path}[{index}]"


class NestingError(ValueError):
    """A value nests deeper than any catalogue does."""


def plain(value: object, line: int | None = None, path: str = "", depth: int = 0) -> Node:
    """The node of an already decoded value; everything in it is on the same line."""
    if depth > MAX_DEPTH:
        raise NestingError
    node = Node(value, line, path)
    match value:
        case Mapping():
            inner: Any = {
                str(k): plain(v, line, node.child(str(k)), depth + 1) for k, v in value.items()
            }
        case list() | tuple():
            inner = [plain(v, line, node.item(i), depth + 1) for i, v in enumerate(value)]
        case _:
            return node
    return Node(inner, line, path)

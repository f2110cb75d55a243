"""JSON Lines to nodes: one object a line, each with its ``type``."""

import json
from collections.abc import Iterator
from typing import Any

from api.interchange.catalogue_node import NestingError, Node, plain
from api.interchange.catalogue_report import Report, quoted


class RepeatedFieldError(ValueError):
    """An object names the same field twice."""


def read(document: str, report: Report) -> Iterator[Node]:
    """Every readable line; the others are in the report."""
    for number, line in enumerate(document.split("\n"), start=1):
        if line.strip():
            node = _object(line, Node(None, number, ""), report)
            if node is not None:
                yield node


def _object(line: str, at: Node, report: Report) -> Node | None:
    try:
        return plain(json.loads(line, object_pairs_hook=_unrepeated), at.line)
    except (RecursionError, NestingError):
        report.add(at, "TOO_DEEP", "nests deeper than a catalogue does")
    except RepeatedFieldError as repeated:
        name = repeated.args[0]
        report.add(at, "DUPLICATE_FIELD", f"{quoted(name)} is here twice", at.child(name))
    except json.JSONDecodeError as error:
        report.add(at, "MALFORMED", f"is no JSON object: {error.msg}, at character {error.colno}")
    except ValueError:
        report.add(at, "MALFORMED", "holds a number that is too large")
    return None


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise RepeatedFieldError(name)
        fields[name] = value
    return fields

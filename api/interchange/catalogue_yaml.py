"""YAML to nodes, event by event, so that depth, aliases and repeated names cannot do harm.

Plain scalars follow YAML 1.2's core schema: ``no`` is text, a time stays the text it is.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from api.interchange.catalogue_node import MAX_DEPTH, Node, within
from api.interchange.catalogue_report import Report, quoted

NULL = re.compile(r"~|null|Null|NULL|")
BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
INTEGER = re.compile(r"[-+]?[0-9]{1,100}")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RefusedError(ValueError):
    """The document goes beyond what the format needs; reading stops there."""

    def __init__(self, node: Node, code: str, message: str) -> None:
        super().__init__(message)
        self.node, self.code, self.message = node, code, message


def read(document: str, report: Report) -> Node | None:
    """The document's node, or ``None`` and the first thing that makes it unreadable."""
    try:
        return _Composer(yaml.parse(document, Loader=LOADER), report).document()
    except RefusedError as refused:
        report.add(refused.node, refused.code, refused.message)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        report.add(Node(None, line, ""), "MALFORMED", f"is no YAML: {error.problem}")
    except yaml.YAMLError:
        report.add(Node(None, None, ""), "MALFORMED", "is no YAML")
    return None


def scalar(value: str) -> Any:
    """A plain scalar's value."""
    if NULL.fullmatch(value):
        return None
    if BOOLEAN.fullmatch(value):
        return value.lower() == "true"
    if INTEGER.fullmatch(value):
        return int(value)
    if FLOAT.fullmatch(value):
        return float(value)
    if SPECIAL.fullmatch(value):
        return float(value.replace(".", ""))
    return value


class _Composer:
    """Walks the events once. Each method eats the events of one value."""

    def __init__(self, events: Iterator[Event], report: Report) -> None:
        self.events = events
        self.report = report

    def document(self) -> Node:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent | AliasEvent):
                if root is not None:
                    raise RefusedError(_at(event, ""), "MALFORMED", "holds more than one document")
                root = self.value(event, "", 0)
        return root or Node(None, 1, "")

    def value(self, event: Event, path: str, depth: int) -> Node:
        if isinstance(event, AliasEvent):
            raise RefusedError(_at(event, path), "ALIAS", "aliases are not read; repeat the value")
        if getattr(event, "tag", None) not in {None, "!"}:
            raise RefusedError(_at(event, path), "TAG", "tags are not read; write a plain value")
        if depth > MAX_DEPTH:
            raise RefusedError(_at(event, path), "TOO_DEEP", f"nests deeper than {MAX_DEPTH}")
        if isinstance(event, SequenceStartEvent):
            return _at(event, path, self.items(path, depth))
        if isinstance(event, MappingStartEvent):
            return _at(event, path, self.fields(path, depth))
        return _at(event, path, _read_scalar(event))

    def items(self, path: str, depth: int) -> list[Node]:
        found: list[Node] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            found.append(self.value(event, f"{path}[{len(found)}]", depth + 1))
        return found

    def fields(self, path: str, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise RefusedError(_at(event, path), "MALFORMED", "a field's name must be text")
            name = event.value
            inner = within(path, name)
            at_name = _at(event, inner)
            if name in found:
                self.report.add(at_name, "DUPLICATE_FIELD", f"{quoted(name)} is here twice")
            value = self.value(next(self.events), inner, depth + 1)
            found[name] = replace(at_name, value=value.value)
        return found


def _read_scalar(event: Any) -> Any:
    """Quoted scalars are text; plain ones are what they look like."""
    return scalar(event.value) if event.implicit[0] else event.value


def _at(event: Any, path: str, value: Any = None) -> Node:
    return Node(value, event.start_mark.line + 1, path)

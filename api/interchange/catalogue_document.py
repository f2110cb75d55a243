"""From the text of a file to its entries: each with the node that it was read from."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from api.interchange import catalogue_jsonl, catalogue_yaml
from api.interchange.catalogue_entries import JOB, LINK, OFFER, PERSONA, Entry
from api.interchange.catalogue_node import Node
from api.interchange.catalogue_report import Report, quoted, suggestion

MAX_BYTES = 64 * 1024 * 1024

LISTS: Mapping[str, Entry[Any]] = {"jobs": JOB, "personas": PERSONA, "offers": OFFER, "links": LINK}
TYPES: Mapping[str, str] = {entry.name: plural for plural, entry in LISTS.items()}

JSON_LINE = re.compile(r'\s*\{.*"type"')
"""How JSON Lines begin; other braces are a YAML document in its JSON-like style."""

Entries = dict[str, list[tuple[Node, Any]]]
"""By the name of the list: each entry's node with its value, or with ``None`` if it is unfit."""


def decoded(document: str | bytes, report: Report) -> str | None:
    """The text, once it is known to be UTF-8 and of a size that can be held."""
    if len(document) > MAX_BYTES:
        message = f"has {len(document):,} bytes; at most {MAX_BYTES:,} are read"
        report.add(Node(None, None, ""), "TOO_LARGE", message)
        return None
    try:
        raw = document if isinstance(document, bytes) else document.encode()
        return raw.decode("utf-8-sig")
    except UnicodeError as error:
        report.add(Node(None, _line_of(document, error), ""), "BAD_CHARACTER", "is not UTF-8")
        return None


def _line_of(document: str | bytes, error: UnicodeError) -> int:
    before = document[: getattr(error, "start", 0)]
    return 1 + (before.count(b"\n") if isinstance(before, bytes) else before.count("\n"))


def entries(text: str, report: Report) -> Entries:
    """What each list holds, whichever of the two ways it is written in."""
    found: Entries = {name: [] for name in LISTS}
    located = _lines if JSON_LINE.match(text) else _lists
    for name, node in located(text, report):
        found[name].append((node, LISTS[name].read(node, report)))
    return found


def _lists(text: str, report: Report) -> Iterator[tuple[str, Node]]:
    root = catalogue_yaml.read(text, report)
    if root is None or root.value is None:
        return
    if not isinstance(root.value, dict):
        report.add(root, "WRONG_TYPE", f"needs the lists {', '.join(LISTS)} at its top")
        return
    for name, node in root.value.items():
        if name not in LISTS:
            message = f"a catalogue has no list {quoted(name)}"
            report.add(node, "UNKNOWN_FIELD", message + suggestion(name, LISTS))
        elif isinstance(node.value, list):
            yield from ((name, item) for item in node.value)
        elif node.value is not None:
            report.add(node, "WRONG_TYPE", "is not a list")


def _lines(text: str, report: Report) -> Iterator[tuple[str, Node]]:
    for node in catalogue_jsonl.read(text, report):
        fields = dict(node.value) if isinstance(node.value, dict) else {}
        kind = fields.pop("type", Node(None, node.line, "type"))
        plural = TYPES.get(kind.value) if isinstance(kind.value, str) else None
        if plural is None:
            report.add(kind, "UNKNOWN_TYPE", f"a line needs a type: {', '.join(TYPES)}")
        else:
            yield plural, Node(fields, node.line, "")

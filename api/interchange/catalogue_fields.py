"""Readers of single fields: from a node to a value, or ``None`` and a note in the report."""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from api.interchange.catalogue_node import Node
from api.interchange.catalogue_report import Noun, Report, quoted, suggestion
from recommender import Instant, instant_of

T = TypeVar("T")
Reader = Callable[[Node, Report], T | None]

MAX_KEY = 200
MAX_LIST = 500
MAX_URL = 2_000
MAX_NUMBER = 1e6
MAX_MINUTES = 100_000
BREAKS = frozenset("\n\t")
UNWRITABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories that no text holds: controls, lone surrogates, line and paragraph breaks."""
_SPACE = re.compile(r"\s")


def text(limit: int, *, breaks: bool = False, empty: bool = False) -> Reader[str]:
    """Text of at most ``limit`` characters; with ``breaks`` it can have several lines."""

    def read(node: Node, report: Report) -> str | None:
        if not isinstance(node.value, str):
            wrong(node, report, "text; put it in quotes")
            return None
        if problem := _unfit(node.value, limit, breaks=breaks, empty=empty):
            report.add(node, *problem)
            return None
        return node.value

    return read


def _unfit(value: str, limit: int, *, breaks: bool, empty: bool) -> tuple[str, str] | None:
    if len(value) > limit:
        return "TOO_LONG", f"has {len(value)} characters; at most {limit} are possible"
    for char in value:
        if unicodedata.category(char) in UNWRITABLE and not (breaks and char in BREAKS):
            return "BAD_CHARACTER", f"holds the character U+{ord(char):04X}, which no text may hold"
    if not empty and not value.strip():
        return "EMPTY", "must not be empty"
    return None


label = text(MAX_KEY)


def key(node: Node, report: Report) -> str | None:
    value = label(node, report)
    if value is not None and value != value.strip():
        report.add(node, "BAD_KEY", f"key {quoted(value)} begins or ends with a space")
        return None
    return value


def declares(noun: Noun) -> Reader[str]:
    """The key of an entry; it counts as declared even if the rest of the entry is wrong."""

    def read(node: Node, report: Report) -> str | None:
        value = key(node, report)
        if value is not None:
            report.declare(noun, node)
        return value

    return read


def refers(noun: Noun) -> Reader[str]:
    def read(node: Node, report: Report) -> str | None:
        value = key(node, report)
        if value is not None:
            report.references.append((noun, node))
        return value

    return read


def flag(node: Node, report: Report) -> bool | None:
    if not isinstance(node.value, bool):
        wrong(node, report, "true or false")
        return None
    return node.value


def weight(node: Node, report: Report) -> float | None:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        wrong(node, report, "a number")
        return None
    if not 0 < value <= MAX_NUMBER or math.isnan(value):
        shown = quoted(value)
        report.add(node, "OUT_OF_RANGE", f"{shown} is not above 0 and at most {MAX_NUMBER:,.0f}")
        return None
    return float(value)


def minutes(node: Node, report: Report) -> int | None:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int):
        wrong(node, report, "a whole number")
        return None
    if not 0 < value <= MAX_MINUTES:
        report.add(node, "OUT_OF_RANGE", f"{quoted(value)} is not from 1 to {MAX_MINUTES:,}")
        return None
    return value


def time(node: Node, report: Report) -> Instant | None:
    """ISO 8601 with an offset: a time without one is a different time in every office."""
    if not isinstance(node.value, str):
        wrong(node, report, "a time such as 2026-03-31T09:00:00+02:00")
        return None
    try:
        at = datetime.fromisoformat(node.value)
        if at.tzinfo is None:
            report.add(
                node, "BAD_TIME", f"{quoted(node.value)} lacks an offset such as Z or +02:00"
            )
            return None
        return instant_of(at)
    except ValueError:
        report.add(node, "BAD_TIME", f"{quoted(node.value)} is no ISO 8601 time")
        return None


def url(node: Node, report: Report) -> str | None:
    value = text(MAX_URL)(node, report)
    if value is None or _is_web_address(value):
        return value
    report.add(node, "BAD_URL", f"{quoted(value)} is no http or https address with a host")
    return None


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port_is_fit = parts.port != 0
    except ValueError:
        return False
    host_only = bool(parts.hostname) and parts.username is None
    return (
        parts.scheme in {"http", "https"} and host_only and port_is_fit and not _SPACE.search(value)
    )


def one_of(words: type[StrEnum]) -> Reader[StrEnum]:
    known = [word.value for word in words]

    def read(node: Node, report: Report) -> StrEnum | None:
        if node.value in known:
            return words(node.value)
        if not isinstance(node.value, str):
            wrong(node, report, f"one of {', '.join(known)}")
            return None
        hint = suggestion(node.value, known) or f"; it can be {', '.join(known)}"
        report.add(
            node, "UNKNOWN_VALUE", f"unknown {words.__name__.lower()} {quoted(node.value)}{hint}"
        )
        return None

    return read


def listed(reader: Reader[T]) -> Reader[tuple[T, ...]]:
    def read(node: Node, report: Report) -> tuple[T, ...] | None:
        if not isinstance(node.value, list):
            wrong(node, report, "a list")
            return None
        if len(node.value) > MAX_LIST:
            report.add(
                node, "TOO_LONG", f"has {len(node.value)} items; at most {MAX_LIST} are possible"
            )
            return None
        items = [reader(item, report) for item in node.value]
        return None if None in items else tuple(item for item in items if item is not None)

    return read


def unordered(reader: Reader[T]) -> Reader[frozenset[T]]:
    items = listed(reader)

    def read(node: Node, report: Report) -> frozenset[T] | None:
        found = items(node, report)
        return None if found is None else frozenset(found)

    return read


def wrong(node: Node, report: Report, wanted: str) -> None:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true or false"}
    got = "nothing" if node.value is None else names.get(type(node.value), "a number")
    report.add(node, "WRONG_TYPE", f"is {got}, not {wanted}")

"""A file of GraphQL documents by their ids: one JSON object, as build tools write it.

    {"sha256:7dba4b...": "query Page($id: ID!) { ... }", "nextStepsOfPage": "query ..."}

The client preset of graphql-codegen (``persistedDocuments``) and relay-compiler
(``persistConfig.file``) name documents by hashes; by hand they are named by words. An id that looks
like a hash must be the hash of its text, so that no name leads to another text than it says.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.ingestion.document import flaw
from api.interchange.problem import Problem

WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,75}")
"""What every tool that reads a description of an API takes for a name."""
DIGITS = re.compile(r"(?:sha256:)?([0-9a-f]{64})|[0-9a-f]{40}|[0-9a-f]{32}", re.IGNORECASE)
ALGORITHMS = {32: "md5", 40: "sha1", 64: "sha256"}
PREFIX = "sha256:"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document under the name that it is kept by."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        return digest(self.text)


def digest(text: str, algorithm: str = "sha256") -> str:
    return hashlib.new(algorithm, text.encode(), usedforsecurity=False).hexdigest()


def canonical(name: str) -> str:
    """A SHA-256 has its prefix, and digits are small, whoever wrote them."""
    found = DIGITS.fullmatch(name)
    if found is None:
        return name
    return f"{PREFIX}{found[1].lower()}" if found[1] else name.lower()


def read(content: bytes) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """What can be read of it, and what is wrong with the rest."""
    try:
        pairs = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return (), (Problem(None, "", "MALFORMED", "is no JSON"),)
    if not isinstance(pairs, _Pairs):
        return (), (Problem(None, "", "MALFORMED", "is no JSON object of documents by id"),)
    problems = [problem for name, text in pairs for problem in _problems(name, text)]
    problems += _repeated(pairs)
    entries = {canonical(name): text for name, text in pairs if not any(_problems(name, text))}
    return tuple(Entry(*entry) for entry in entries.items()), tuple(problems)


class _Pairs(list[tuple[str, Any]]):
    """An object in which a name may be there twice."""


def _problems(name: str, text: object) -> Iterator[Problem]:
    if not isinstance(text, str):
        yield Problem(None, name, "NOT_TEXT", "is to be the text of a document")
    elif flaw([name, text]) is not None:
        yield Problem(None, ascii(name), "INVALID_TEXT", "holds a NUL or a lone surrogate")
    elif DIGITS.fullmatch(name):
        plain = name.lower().removeprefix(PREFIX)
        algorithm = ALGORITHMS[len(plain)]
        if digest(text, algorithm) != plain:
            yield Problem(None, name, "WRONG_HASH", f"is not the {algorithm} of its text")
    elif not WORD.fullmatch(name):
        told = "a name is a letter and up to 75 letters, digits or underscores, or a hash"
        yield Problem(None, name, "BAD_NAME", told)


def _repeated(pairs: _Pairs) -> Iterator[Problem]:
    texts: dict[str, object] = {}
    for name, text in pairs:
        if texts.setdefault(canonical(name), text) != text:
            yield Problem(None, name, "DUPLICATE_NAME", "is here twice, with two texts")

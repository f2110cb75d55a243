"""The report of one reading: problems, the keys that were declared, the references to settle."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import fuzz, process

from api.interchange.catalogue_node import Node, printable
from api.interchange.problem import Problem
from recommender import Catalogue

LIKELY = 70
"""Likeness, of 100, from which a known word is offered in place of an unknown one."""
HINTS = 100
"""Problems after which no likeness is looked for: a wrong file must be refused quickly."""


class Noun(StrEnum):
    """The kinds of things that have keys."""

    OFFER = "offer"
    PERSONA = "persona"
    JOB = "job"


@dataclass(slots=True)
class Report:
    """Grows while a document is read; references are settled once all of it has been."""

    problems: list[Problem] = field(default_factory=list)
    declared: dict[tuple[Noun, str], int | None] = field(default_factory=dict)
    references: list[tuple[Noun, Node]] = field(default_factory=list)

    def add(self, node: Node, code: str, message: str, path: str | None = None) -> None:
        where = node.path if path is None else path
        self.problems.append(Problem(node.line, where, code, message))

    def declare(self, noun: Noun, node: Node) -> None:
        known = (noun, node.value)
        if known not in self.declared:
            self.declared[known] = node.line
            return
        first = self.declared[known]
        elsewhere = "" if first is None else f"; it was first on line {first}"
        self.add(node, "DUPLICATE_KEY", f"{noun} {quoted(node.value)} is here twice{elsewhere}")

    def settle(self, existing: Catalogue) -> None:
        """Note every reference to what neither the document nor the workspace has."""
        known = _keys(existing)
        for noun, key in self.declared:
            known[noun].add(key)
        for noun, node in self.references:
            if node.value not in known[noun]:
                message = f"unknown {noun} {quoted(node.value)}"
                hint = suggestion(node.value, known[noun]) if len(self.problems) < HINTS else ""
                self.add(node, f"UNKNOWN_{noun.name}", message + hint)


def quoted(value: object) -> str:
    """A value as a message shows it."""
    return f'"{printable(value if isinstance(value, str) else repr(value))}"'


def suggestion(word: str, known: Iterable[str]) -> str:
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=LIKELY)
    return f"; did you mean {quoted(found[0])}?" if found else ""


def _keys(catalogue: Catalogue) -> dict[Noun, set[str]]:
    return {
        Noun.OFFER: {offer.key for offer in catalogue.offers},
        Noun.PERSONA: {persona.key for persona in catalogue.personas},
        Noun.JOB: {job.key for job in catalogue.jobs},
    }

"""The catalogue file: parsed to values with all problems at once, and merged by key.

The format is described in docs/catalogue-format.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from api.interchange.catalogue_document import Entries, decoded, entries
from api.interchange.catalogue_entries import JOB, LINK, OFFER, PERSONA, Entry
from api.interchange.catalogue_node import NestingError, Node, plain
from api.interchange.catalogue_report import Report
from api.interchange.problem import Problem
from recommender import Catalogue, Job, Link, Offer, Persona

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CatalogueChange:
    """What a file names. What it does not name stays as it is."""

    offers: tuple[Offer, ...] = ()
    links: tuple[Link, ...] = ()
    personas: tuple[Persona, ...] = ()
    jobs: tuple[Job, ...] = ()

    def onto(self, existing: Catalogue) -> Catalogue:
        """The catalogue after this change: same keys are replaced, new ones appended."""
        return replace(
            existing,
            offers=_upserted(existing.offers, self.offers, _key),
            links=_upserted(existing.links, self.links, link_identity),
            personas=_upserted(existing.personas, self.personas, _key),
            jobs=_upserted(existing.jobs, self.jobs, _key),
        )


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """Either a value, or every reason why there is none."""

    value: T | None
    problems: tuple[Problem, ...] = ()


def parse(document: str | bytes, existing: Catalogue = Catalogue()) -> Parsed[CatalogueChange]:  # noqa: B008  # a frozen value
    """Read YAML, or JSON Lines when the first line is an object with a ``type``."""
    report = Report()
    text = decoded(document, report)
    found = entries(text or "", report)
    report.settle(existing)
    _one_of_each_link(found["links"], report)
    return _parsed(_change(found), report)


def offer_of(fields: Mapping[str, Any], existing: Catalogue) -> Parsed[Offer]:
    """One offer from decoded fields, named as in the file; the same rules hold."""
    return _single(OFFER, fields, existing)


def link_of(fields: Mapping[str, Any], existing: Catalogue) -> Parsed[Link]:
    return _single(LINK, fields, existing)


def persona_of(fields: Mapping[str, Any], existing: Catalogue) -> Parsed[Persona]:
    return _single(PERSONA, fields, existing)


def job_of(fields: Mapping[str, Any], existing: Catalogue) -> Parsed[Job]:
    return _single(JOB, fields, existing)


def link_identity(link: Link) -> tuple[str, str, str | None]:
    return link.source, link.target, link.persona


def _single(entry: Entry[T], fields: Mapping[str, Any], existing: Catalogue) -> Parsed[T]:
    report = Report()
    try:
        value = entry.read(plain(fields), report)
    except NestingError:
        value = None
        report.add(Node(None, None, ""), "TOO_DEEP", "nests deeper than a catalogue does")
    report.settle(existing)
    return _parsed(value, report)


def _parsed(value: T | None, report: Report) -> Parsed[T]:
    problems = sorted(report.problems, key=lambda problem: problem.line or 0)
    return Parsed(None if problems else value, tuple(problems))


def _one_of_each_link(links: list[tuple[Node, Any]], report: Report) -> None:
    first: dict[tuple[str, str, str | None], int | None] = {}
    for node, link in links:
        if link is None:
            continue
        if link_identity(link) in first:
            line = first[link_identity(link)]
            message = f"the same link for the same persona was first on line {line}"
            report.add(node, "DUPLICATE_KEY", message)
        first.setdefault(link_identity(link), node.line)


def _change(found: Entries) -> CatalogueChange:
    fit = {name: tuple(v for _, v in pairs if v is not None) for name, pairs in found.items()}
    return CatalogueChange(**fit)


def _key(value: Offer | Persona | Job) -> str:
    return value.key


def _upserted(old: tuple[T, ...], new: tuple[T, ...], key: Callable[[T], Any]) -> tuple[T, ...]:
    merged = {key(value): value for value in old}
    merged.update((key(value), value) for value in new)
    return tuple(merged.values())

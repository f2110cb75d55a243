"""The four kinds of entries as tables: which field is read how, and which must be there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from api.interchange import catalogue_fields as read
from api.interchange.catalogue_node import Node
from api.interchange.catalogue_report import Noun, Report, quoted, suggestion
from recommender import Channel, Job, Link, Motion, Offer, Persona, Relation, Service

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """How one kind of mapping becomes a value."""

    name: str
    article: str
    make: Callable[..., T]
    required: tuple[str, ...]
    fields: Mapping[str, read.Reader[Any]]
    check: Callable[[T], tuple[str, str, str] | None] = lambda _: None
    """What only the whole can show: the field to blame, a code and a message."""

    def read(self, node: Node, report: Report) -> T | None:
        if not isinstance(node.value, dict):
            read.wrong(node, report, f"a mapping with the fields of {self.article}")
            return None
        before = len(report.problems)
        self._names(node, report)
        given = self._values(node, report)
        return self._whole(node, report, given) if len(report.problems) == before else None

    def _names(self, node: Node, report: Report) -> None:
        for name, child in node.value.items():
            if name not in self.fields:
                message = f"{self.article} has no field {quoted(name)}"
                report.add(child, "UNKNOWN_FIELD", message + suggestion(name, self.fields))
        for name in self.required:
            if name not in node.value or node.value[name].value is None:
                report.add(
                    node, "MISSING_FIELD", f"{self.article} needs a {name}", node.child(name)
                )

    def _values(self, node: Node, report: Report) -> dict[str, Any]:
        """An explicit null is the same as leaving the field out."""
        return {
            name: self.fields[name](child, report)
            for name, child in node.value.items()
            if name in self.fields and child.value is not None
        }

    def _whole(self, node: Node, report: Report, given: dict[str, Any]) -> T | None:
        value = self.make(**given)
        if found := self.check(value):
            name, code, message = found
            report.add(node.value.get(name, node), code, message, node.child(name))
            return None
        return value


def _unfit_offer(offer: Offer) -> tuple[str, str, str] | None:
    if offer.starts is not None and offer.ends is not None and offer.ends < offer.starts:
        return "ends", "OUT_OF_RANGE", "ends before it starts"
    if offer.key in offer.requires:
        return "requires", "REFERS_TO_ITSELF", "an offer cannot require itself"
    if len({(s.persona, s.job) for s in offer.serves}) < len(offer.serves):
        return "serves", "DUPLICATE_KEY", "the same persona and job are here twice"
    return None


def _unfit_link(link: Link) -> tuple[str, str, str] | None:
    if link.source == link.target:
        return "target", "REFERS_TO_ITSELF", "an offer cannot be its own next step"
    return None


SERVICE = Entry(
    "service",
    "a service",
    Service,
    (),
    {
        "persona": read.refers(Noun.PERSONA),
        "job": read.refers(Noun.JOB),
        "weight": read.weight,
    },
)

OFFER = Entry(
    "offer",
    "an offer",
    Offer,
    ("key", "title", "format"),
    {
        "key": read.declares(Noun.OFFER),
        "title": read.text(300),
        "format": read.label,
        "url": read.url,
        "summary": read.text(4_000, breaks=True, empty=True),
        "serves": read.listed(SERVICE.read),
        "topics": read.listed(read.label),
        "family": read.label,
        "channels": read.unordered(read.one_of(Channel)),
        "motions": read.unordered(read.one_of(Motion)),
        "relations": read.unordered(read.one_of(Relation)),
        "verticals": read.unordered(read.label),
        "locales": read.unordered(read.label),
        "requires": read.unordered(read.refers(Noun.OFFER)),
        "selling": read.flag,
        "forwardable": read.flag,
        "repeatable": read.flag,
        "minutes": read.minutes,
        "starts": read.time,
        "ends": read.time,
        "published": read.time,
        "changed": read.time,
        "retired": read.flag,
    },
    _unfit_offer,
)

LINK = Entry(
    "link",
    "a link",
    Link,
    ("source", "target"),
    {
        "source": read.refers(Noun.OFFER),
        "target": read.refers(Noun.OFFER),
        "weight": read.weight,
        "persona": read.refers(Noun.PERSONA),
    },
    _unfit_link,
)

PERSONA = Entry(
    "persona",
    "a persona",
    Persona,
    ("key", "title", "role"),
    {
        "key": read.declares(Noun.PERSONA),
        "title": read.text(300),
        "role": read.label,
        "vertical": read.label,
        "concerns": read.listed(read.text(300)),
        "share": read.weight,
    },
)

JOB = Entry(
    "job",
    "a job",
    Job,
    ("key", "title"),
    {
        "key": read.declares(Noun.JOB),
        "title": read.text(300),
        "after_purchase": read.flag,
        "always_on": read.flag,
    },
)

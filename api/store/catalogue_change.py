"""A change to the catalogue as a value: what to put, what to take away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import TypeVar

from recommender import Catalogue, Job, Link, Offer, Persona

LinkEnds = tuple[str, str, str | None]
"""Source, target and audience: what tells one link from another."""
Entry = TypeVar("Entry", Offer, Link, Persona, Job)
Name = TypeVar("Name", str, LinkEnds)


@dataclass(frozen=True, slots=True)
class Change:
    """What is put is added, or takes the place of the entry with the same identity."""

    offers: tuple[Offer, ...] = ()
    links: tuple[Link, ...] = ()
    personas: tuple[Persona, ...] = ()
    jobs: tuple[Job, ...] = ()
    gone_offers: tuple[str, ...] = ()
    gone_links: tuple[LinkEnds, ...] = ()
    gone_personas: tuple[str, ...] = ()
    gone_jobs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def ends(link: Link) -> LinkEnds:
    return link.source, link.target, link.persona


def difference(before: Catalogue, after: Catalogue) -> Change:
    """The least change that leads from one to the other; versions and order do not count."""
    offers, gone_offers = _entries(before.offers, after.offers, _key)
    links, gone_links = _entries(before.links, after.links, ends)
    personas, gone_personas = _entries(before.personas, after.personas, _key)
    jobs, gone_jobs = _entries(before.jobs, after.jobs, _key)
    return Change(offers, links, personas, jobs, gone_offers, gone_links, gone_personas, gone_jobs)


def _entries(
    before: Iterable[Entry], after: Iterable[Entry], identity: Callable[[Entry], Name]
) -> tuple[tuple[Entry, ...], tuple[Name, ...]]:
    """What is new or other than it was, and the names of what is no longer there."""
    was = {identity(entry): entry for entry in before}
    is_ = {identity(entry): entry for entry in after}
    put = tuple(entry for name, entry in is_.items() if was.get(name) != entry)
    return put, tuple(name for name in was if name not in is_)


def _key(entry: Offer | Persona | Job) -> str:
    return entry.key

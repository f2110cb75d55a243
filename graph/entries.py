"""One version of a catalogue by its keys."""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from recommender import Catalogue, Job, Link, Offer, Persona

Made = TypeVar("Made")


class Entries:
    """Shared by every request, and with it what the schema has made of the entries: once each."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._made: dict[tuple[type, str], Any] = {}

    @cached_property
    def offers(self) -> dict[str, Offer]:
        return {offer.key: offer for offer in self.catalogue.offers}

    @cached_property
    def personas(self) -> dict[str, Persona]:
        return {persona.key: persona for persona in self.catalogue.personas}

    @cached_property
    def jobs(self) -> dict[str, Job]:
        return {job.key: job for job in self.catalogue.jobs}

    @cached_property
    def links(self) -> dict[str, tuple[Link, ...]]:
        """By the offer that they start from."""
        found = defaultdict[str, list[Link]](list)
        for link in self.catalogue.links:
            found[link.source].append(link)
        return {source: tuple(links) for source, links in found.items()}

    def made(self, kind: type[Made], key: str, make: Callable[[], Made]) -> Made:
        """What was made of the entry when it was first asked for; nobody may change it."""
        found: Made | None = self._made.get((kind, key))
        if found is None:
            found = self._made[kind, key] = make()
        return found

"""The desk of a workspace: all that its callers are served from, kept in memory.

Laid out once for each version of the catalogue; the model on it follows the log.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from api.services.finder import Finder
from api.store.address import canonical
from graph.entries import Entries
from recommender import (
    Catalogue,
    Fitted,
    Model,
    Offer,
    Reader,
    Settings,
    Shelf,
    Standing,
    adopt,
)


@dataclass(frozen=True)
class Layout:
    """One version of a catalogue, made ready for deciding, reading and finding."""

    catalogue: Catalogue
    shelf: Shelf
    reader: Reader
    finder: Finder

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Layout":
        """Work for a thread where there are thousands of offers."""
        shelf = Shelf.of(catalogue)
        return cls(catalogue, shelf, Reader.of(catalogue), Finder.of(catalogue.offers))

    @cached_property
    def entries(self) -> Entries:
        return Entries(self.catalogue)

    @cached_property
    def pages(self) -> dict[str, str]:
        """Offers by the address of their page."""
        addressed = (
            (offer.url and canonical(offer.url), offer.key) for offer in self.offers.values()
        )
        return {address: key for address, key in addressed if address}

    def located(self, page: str | None) -> str | None:
        """The offer that a page shows, where it was named by its address."""
        return self.pages.get(canonical(page) or "") if page and "://" in page else page

    @cached_property
    def ordered(self) -> list[str]:
        """The keys of all offers."""
        return sorted(self.shelf.keys)

    @cached_property
    def rank(self) -> NDArray[np.int64]:
        """For each offer of the shelf its place in that order."""
        ranks = {key: rank for rank, key in enumerate(self.ordered)}
        return np.array([ranks[key] for key in self.shelf.keys], np.int64)

    @property
    def offers(self) -> dict[str, Offer]:
        return self.entries.offers


@dataclass
class Desk:
    """Read by every request, on the event loop; whoever renews it holds the lock."""

    workspace: UUID
    layout: Layout
    model: Model
    standing: Standing
    """What is fitted; the model carries it."""
    settings: Settings = field(init=False)
    renewing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.settings = self.standing.settings

    def adopt(self, version: int, fitted: Fitted, standing: Standing) -> None:
        """What is decided from now on comes from this fit, and says so by its version."""
        self.model.version, self.model.fitted = version, fitted
        self.standing, self.settings = standing, standing.settings
        adopt(self.model.view(self.layout.shelf), fitted, standing.ranker)


@dataclass
class Desks:
    """Each is made ready when first asked for, by one caller while the others wait."""

    load: Callable[[UUID], Awaitable[Desk]]
    _ready: dict[UUID, Desk] = field(default_factory=dict)
    _locks: defaultdict[UUID, asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )

    async def at(self, workspace: UUID) -> Desk:
        if workspace not in self._ready:
            async with self._locks[workspace]:
                if workspace not in self._ready:
                    self._ready[workspace] = await self.load(workspace)
        return self._ready[workspace]

    @property
    def ready(self) -> tuple[Desk, ...]:
        return tuple(self._ready.values())

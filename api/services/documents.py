"""The documents that workspaces trust, as they are served: by name or by hash.

A shelf is read when its workspace first asks, and again when it has changed; a document is made
ready when it is first asked for, once for all workspaces that have its text.
"""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from api.interchange.manifest import WORD, canonical, digest
from api.store import documents
from api.store.database import Database
from graph.documents import Document
from graph.errors import OutdatedDocument
from graph.flat import FlatOperation
from graph.operations import built_in
from graph.schema import Schema

AUTOMATIC = 512
"""Documents that callers have registered by sending them: the latest ones are remembered."""


@dataclass(frozen=True)
class Trusted:
    name: str
    sha256: str
    text: str
    schema: Schema

    @cached_property
    def prepared(self) -> Document:
        """As right or wrong as it is."""
        return self.schema.held(self.text)

    @cached_property
    def flat(self) -> FlatOperation:
        """For callers that know no GraphQL. Raises ``OutdatedDocument``."""
        return FlatOperation(self.schema.core, self.document)

    @property
    def document(self) -> Document:
        """Raises ``OutdatedDocument``."""
        if self.prepared.errors:
            told = f"The trusted document {self.name} does not fit the schema any more."
            raise OutdatedDocument(told)
        return self.prepared


@dataclass(frozen=True)
class Shelf:
    """All that one workspace trusts at a moment; its own come before the built-in ones."""

    mark: str
    own: Mapping[str, Trusted]
    built_in: Mapping[str, Trusted]

    @cached_property
    def named(self) -> Mapping[str, Trusted]:
        return {**self.built_in, **self.own}

    @cached_property
    def _hashed(self) -> Mapping[str, Trusted]:
        return {f"sha256:{one.sha256}": one for one in self.named.values()}

    def find(self, name: str) -> Trusted | None:
        """By a name, or by a hash of which any spelling will do."""
        known = self.named.get(name)
        if known is not None:
            return known
        wanted = canonical(name)
        return self._hashed.get(wanted) or self.named.get(wanted)

    def words(self) -> Iterator[Trusted]:
        """Those that have a name for people, in the order of the names."""
        return (one for name, one in sorted(self.named.items()) if WORD.fullmatch(name))


class Documents:
    def __init__(self, database: Database, schema: Schema) -> None:
        self._database = database
        self.schema = schema
        self._built_in = {
            name: Trusted(name, digest(text), text, schema) for name, text in built_in().items()
        }
        self._shelves: dict[UUID, Shelf] = {}
        self._locks = defaultdict[UUID, asyncio.Lock](asyncio.Lock)
        self._automatic = OrderedDict[tuple[UUID, str], Document]()

    @property
    def bare(self) -> Shelf:
        """That of a workspace which has none of its own."""
        return Shelf("", {}, self._built_in)

    @property
    def served(self) -> tuple[UUID, ...]:
        """The workspaces that have asked."""
        return tuple(self._shelves)

    async def at(self, workspace: UUID) -> Shelf:
        found = self._shelves.get(workspace)
        return found or await self.renew(workspace)

    async def renew(self, workspace: UUID) -> Shelf:
        """Read it anew if it has changed; what has not is ready as before."""
        async with self._locks[workspace]:
            mark = await documents.mark(self._database, workspace)
            shelf = self._shelves.get(workspace)
            if shelf is None or shelf.mark != mark:
                shelf = self._shelves[workspace] = await self._read(workspace, mark, shelf)
            return shelf

    async def _read(self, workspace: UUID, mark: str, before: Shelf | None) -> Shelf:
        known = before.own if before else {}
        own = {}
        for kept in await documents.read(self._database, workspace):
            fresh = Trusted(kept.name, kept.sha256, kept.text, self.schema)
            stale = known.get(kept.name)
            own[kept.name] = stale if stale == fresh else fresh
        return Shelf(mark, own, self._built_in)

    def register(self, workspace: UUID, sha256: str, document: Document) -> None:
        """For callers that send documents of their own: known to this process for a while."""
        self._automatic[workspace, sha256] = document
        if len(self._automatic) > AUTOMATIC:
            self._automatic.popitem(last=False)

    def registered(self, workspace: UUID, sha256: str) -> Document | None:
        return self._automatic.get((workspace, sha256))

"""Changes to the catalogue by an editor, checked by the rules of the catalogue file.

All of one call is taken, or nothing of it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from api.errors import BadRequest, Conflict, NotFound
from api.interchange.catalogue import Parsed, job_of, link_of, offer_of, persona_of
from api.interchange.problem import Problem
from api.services.desk import Desks
from api.services.serve import Serve
from api.store import catalogue, catalogue_writing
from api.store.catalogue_change import Change
from api.store.database import Database
from graph.answers import Curated, Flaw
from graph.questions import Shelved
from recommender import Catalogue, Offer

READ: Mapping[Shelved, Callable[[Mapping[str, Any], Catalogue], Parsed[Any]]] = {
    Shelved.OFFERS: offer_of,
    Shelved.LINKS: link_of,
    Shelved.PERSONAS: persona_of,
    Shelved.JOBS: job_of,
}
PART = re.compile(r"[^.\[\]]+")
ABSENT = Flaw("NOT_FOUND", "There is no such entry.")


class Curate:
    def __init__(self, database: Database, desks: Desks, serve: Serve) -> None:
        self._database = database
        self._desks = desks
        self._serve = serve

    async def put(
        self, workspace: UUID, what: Shelved, entries: Sequence[Mapping[str, Any]]
    ) -> Curated:
        existing = await catalogue.read(self._database, workspace)
        known = _with(existing, what, entries)
        parsed = [READ[what](entry, known) for entry in entries]
        flaws = tuple(_flaws(what, parsed)) or tuple(_repeats(what, entries))
        if flaws:
            return Curated(None, flaws)
        return await self._apply(workspace, _put(what, [one.value for one in parsed]))

    async def remove(self, workspace: UUID, what: Shelved, entry: Mapping[str, Any]) -> Curated:
        existing = await catalogue.read(self._database, workspace)
        identity = _identity(what, entry)
        if identity not in _identities(existing, what):
            return Curated(None, (ABSENT,))
        return await self._apply(workspace, _gone(what, identity))

    async def _apply(self, workspace: UUID, change: Change) -> Curated:
        """Others may have changed what it leans on: the database knows. Editors see it at once."""
        try:
            version = await catalogue_writing.apply(self._database, workspace, change)
        except (BadRequest, Conflict, NotFound) as error:
            return Curated(None, (Flaw(error.code, error.message),))
        await self._serve.renew(await self._desks.at(workspace))
        return Curated(version)


def _flaws(what: Shelved, parsed: Sequence[Parsed[Any]]) -> Iterator[Flaw]:
    for place, one in enumerate(parsed):
        for problem in one.problems:
            yield Flaw(problem.code, problem.message, _path(what, place, problem))


def _path(what: Shelved, place: int, problem: Problem) -> tuple[str, ...]:
    parts = ["id" if part == "key" else _camel(part) for part in PART.findall(problem.field)]
    return (what.value, str(place), *parts)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def _repeats(what: Shelved, entries: Sequence[Mapping[str, Any]]) -> Iterator[Flaw]:
    seen = set[Any]()
    for place, entry in enumerate(entries):
        identity = _identity(what, entry)
        if identity in seen:
            yield Flaw("DUPLICATE_KEY", "is here twice", (what.value, str(place)))
        seen.add(identity)


def _identity(what: Shelved, entry: Mapping[str, Any]) -> Any:
    if what is Shelved.LINKS:
        return entry["source"], entry["target"], entry.get("persona")
    return entry["key"]


def _identities(existing: Catalogue, what: Shelved) -> set[Any]:
    if what is Shelved.LINKS:
        return {(link.source, link.target, link.persona) for link in existing.links}
    return {entry.key for entry in getattr(existing, what.value)}


def _with(existing: Catalogue, what: Shelved, entries: Sequence[Mapping[str, Any]]) -> Catalogue:
    """The entries of one call may refer to each other, whatever their order."""
    if what is not Shelved.OFFERS:
        return existing
    announced = tuple(Offer(str(entry["key"]), title="", format="") for entry in entries)
    return replace(existing, offers=existing.offers + announced)


def _put(what: Shelved, values: Sequence[Any]) -> Change:
    return replace(Change(), **{what.value: tuple(values)})


def _gone(what: Shelved, identity: Any) -> Change:
    return replace(Change(), **{f"gone_{what.value}": (identity,)})

"""Changes to the catalogue by an editor, checked by the rules of the catalogue file.

All of one call is taken, or nothing of it is. It is checked against the catalogue of the desk,
brought up to date before, and written onto that very version: what was checked still holds.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias
from uuid import UUID

from api.errors import BadRequest, CairnError, Conflict, NotFound
from api.interchange.catalogue import Parsed, job_of, link_of, offer_of, persona_of
from api.interchange.problem import Problem
from api.services.desk import Desks
from api.services.reported import camel
from api.services.serve import Serve
from api.services.uses import in_use
from api.store import catalogue_writing
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
Plan: TypeAlias = Change | tuple[Flaw, ...]
"""What is to be changed, or why nothing is."""
TRIES = 5
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
        def plan(existing: Catalogue) -> Plan:
            known = _with(existing, what, entries)
            parsed = [READ[what](entry, known) for entry in entries]
            flaws = tuple(_flaws(what, parsed)) or tuple(_repeats(what, entries))
            return flaws or _put(what, [one.value for one in parsed])

        return await self._change(workspace, plan)

    async def remove(self, workspace: UUID, what: Shelved, entry: Mapping[str, Any]) -> Curated:
        identity = _identity(what, entry)

        def plan(existing: Catalogue) -> Plan:
            if identity not in _identities(existing, what):
                return (ABSENT,)
            used = in_use(existing, what, identity)
            return (used,) if used else _gone(what, identity)

        return await self._change(workspace, plan)

    async def _change(self, workspace: UUID, plan: Callable[[Catalogue], Plan]) -> Curated:
        """Another may be quicker: then it is planned anew. Editors see a change at once."""
        desk = await self._desks.at(workspace)
        for _ in range(TRIES):
            existing = await self._serve.present(desk)
            planned = plan(existing)
            if isinstance(planned, tuple):
                return Curated(None, planned)
            curated = await self._apply(workspace, planned, existing.version)
            if curated is not None:
                await self._serve.present(desk)
                return curated
        return _refused(Conflict())

    async def _apply(self, workspace: UUID, change: Change, onto: int) -> Curated | None:
        """``None`` where another was quicker."""
        try:
            version = await catalogue_writing.apply(self._database, workspace, change, onto=onto)
        except (BadRequest, Conflict, NotFound) as error:
            return None if type(error) is Conflict else _refused(error)
        return Curated(version)


def _refused(error: CairnError) -> Curated:
    return Curated(None, (Flaw(error.code, error.message),))


def _flaws(what: Shelved, parsed: Sequence[Parsed[Any]]) -> Iterator[Flaw]:
    for place, one in enumerate(parsed):
        for problem in one.problems:
            yield Flaw(problem.code, problem.message, _path(what, place, problem))


def _path(what: Shelved, place: int, problem: Problem) -> tuple[str, ...]:
    parts = [camel(part) for part in PART.findall(problem.field)]
    return (what.value, str(place), *parts)


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

"""What events refer to: offers by key or by page, jobs and personas by key, decisions by id."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from api.store.arrivals import Arrival, Code, Rejection
from api.store.connection import Reader

Name = TypeVar("Name", str, UUID)

OFFERS = """
SELECT key, canonical_url FROM offer
WHERE workspace_id = $1 AND key = ANY($2::text[])
UNION ALL
SELECT key, canonical_url FROM offer
WHERE workspace_id = $1 AND canonical_url = ANY($3::text[])
"""
JOBS = "SELECT key FROM job WHERE workspace_id = $1 AND key = ANY($2::text[])"
PERSONAS = "SELECT key FROM persona WHERE workspace_id = $1 AND key = ANY($2::text[])"
DECISIONS = "SELECT id FROM decision WHERE workspace_id = $1 AND id = ANY($2::uuid[])"


@dataclass(frozen=True, slots=True)
class References:
    """Those that are there, of all that a batch names."""

    offers: frozenset[str]
    pages: dict[str, str]
    decisions: frozenset[UUID]
    jobs: frozenset[str]
    personas: frozenset[str]

    def offer(self, arrival: Arrival) -> str | None:
        """The key that the event gives, or the one that its page leads to."""
        if arrival.offer is not None:
            return arrival.offer
        return None if arrival.page is None else self.pages.get(arrival.page)

    def refusal(self, arrival: Arrival) -> Rejection | None:
        """An unknown page is a page like any other; an unknown key is a mistake."""
        for code, noun, named, there in (
            (Code.UNKNOWN_OFFER, "offer", arrival.offer, self.offers),
            (Code.UNKNOWN_DECISION, "decision", arrival.decision, self.decisions),
            (Code.UNKNOWN_JOB, "job", arrival.job, self.jobs),
            (Code.UNKNOWN_PERSONA, "persona", arrival.persona, self.personas),
        ):
            if named is not None and named not in there:
                return Rejection(code, f"there is no such {noun}", arrival.event)
        return None


async def referred(
    connection: Reader, workspace: UUID, arrivals: Collection[Arrival]
) -> References:
    """Asks only for what is named."""
    keys = {a.offer for a in arrivals if a.offer is not None}
    urls = {a.page for a in arrivals if a.page is not None and a.offer is None}
    rows = await connection.fetch(OFFERS, workspace, keys, urls) if keys or urls else []
    return References(
        frozenset(key for key, _ in rows),
        {url: key for key, url in rows if url is not None},
        await _those(connection, DECISIONS, workspace, {a.decision for a in arrivals}),
        await _those(connection, JOBS, workspace, {a.job for a in arrivals}),
        await _those(connection, PERSONAS, workspace, {a.persona for a in arrivals}),
    )


async def _those(
    connection: Reader, query: str, workspace: UUID, asked: AbstractSet[Name | None]
) -> frozenset[Name]:
    names = [name for name in asked if name is not None]
    rows = await connection.fetch(query, workspace, names) if names else []
    return frozenset(name for (name,) in rows)

"""What events refer to: offers by key or by page, decisions by id."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from api.store.arrivals import Arrival, Code, Rejection
from api.store.connection import Reader

OFFERS = """
SELECT key, canonical_url FROM offer
WHERE workspace_id = $1 AND key = ANY($2::text[])
UNION ALL
SELECT key, canonical_url FROM offer
WHERE workspace_id = $1 AND canonical_url = ANY($3::text[])
"""
DECISIONS = "SELECT id FROM decision WHERE workspace_id = $1 AND id = ANY($2::uuid[])"


@dataclass(frozen=True, slots=True)
class References:
    """Those that are there, of all that a batch names."""

    offers: frozenset[str]
    pages: dict[str, str]
    decisions: frozenset[UUID]

    def offer(self, arrival: Arrival) -> str | None:
        """The key that the event gives, or the one that its page leads to."""
        if arrival.offer is not None:
            return arrival.offer
        return None if arrival.page is None else self.pages.get(arrival.page)

    def refusal(self, arrival: Arrival) -> Rejection | None:
        """An unknown page is a page like any other; an unknown key is a mistake."""
        if arrival.offer is not None and arrival.offer not in self.offers:
            return Rejection(Code.UNKNOWN_OFFER, "there is no such offer", arrival.event)
        if arrival.decision is not None and arrival.decision not in self.decisions:
            return Rejection(Code.UNKNOWN_DECISION, "there is no such decision", arrival.event)
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
        await _decisions(connection, workspace, {a.decision for a in arrivals if a.decision}),
    )


async def _decisions(connection: Reader, workspace: UUID, asked: Iterable[UUID]) -> frozenset[UUID]:
    ids = list(asked)
    rows = await connection.fetch(DECISIONS, workspace, ids) if ids else []
    return frozenset(id_ for (id_,) in rows)

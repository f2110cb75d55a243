"""Journeys: the stored fold of each buyer's part of the log."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from api.store.connection import Reader, Writer
from recommender import Interaction, Journey, decode, encode, fold, merge

LOAD = "SELECT buyer_id, state FROM journey WHERE workspace_id = $1 AND buyer_id = ANY($2::uuid[])"
SAVE = """
INSERT INTO journey (workspace_id, buyer_id, state)
SELECT $1, buyer, state FROM unnest($2::uuid[], $3::text[]) AS new(buyer, state)
ON CONFLICT (workspace_id, buyer_id)
DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at
"""
DROP = "DELETE FROM journey WHERE workspace_id = $1 AND buyer_id = ANY($2::uuid[])"


async def load(
    connection: Reader, workspace: UUID, buyers: Collection[UUID]
) -> dict[UUID, Journey]:
    """The journeys that are there; a buyer without one has not begun yet."""
    rows = await connection.fetch(LOAD, workspace, list(buyers))
    return {buyer: decode(state) for buyer, state in rows}


def grow(acts: Iterable[Interaction], stored: Mapping[UUID, Journey]) -> dict[UUID, str]:
    """What the journeys become with these acts in them, as they are stored."""
    by_buyer: dict[UUID, list[Interaction]] = {}
    for act in acts:
        by_buyer.setdefault(act.buyer, []).append(act)
    return {buyer: _state(fold(own, stored.get(buyer))) for buyer, own in by_buyer.items()}


async def save(connection: Writer, workspace: UUID, states: Mapping[UUID, str]) -> None:
    """The buyers' rows must be held."""
    buyers = sorted(states)
    await connection.execute(SAVE, workspace, buyers, [states[buyer] for buyer in buyers])


async def absorb(connection: Writer, workspace: UUID, survivors: Mapping[UUID, UUID]) -> None:
    """Merges the journeys of the absorbed into those of their survivors, and drops them."""
    stored = await load(connection, workspace, {*survivors, *survivors.values()})
    grown: dict[UUID, Journey] = {}
    for absorbed, survivor in survivors.items():
        if absorbed in stored:
            kept = grown.get(survivor) or stored.get(survivor) or Journey.empty()
            grown[survivor] = merge(kept, stored[absorbed])
    states = {buyer: _state(journey) for buyer, journey in grown.items()}
    await save(connection, workspace, states)
    await connection.execute(DROP, workspace, list(survivors))


def _state(journey: Journey) -> str:
    return encode(journey).decode()

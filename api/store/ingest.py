"""A batch of events into one workspace, in one transaction: the log and all that is folded from it.

Locks are taken in one order by every batch: buyers that are there, new buyers, identities, log
rows, incidents, companies; each kind sorted. So batches wait for each other but never in a ring.
"""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from api.store import accounts, dead_letters, identities, incidents, interactions, journeys
from api.store.arrivals import (
    ACCEPTED,
    DUPLICATE,
    IGNORED,
    Account,
    Arrival,
    Event,
    Receipt,
    Rejection,
    rejected,
)
from api.store.connection import Writer
from api.store.derived import interaction_id
from api.store.identities import Moved
from api.store.references import References, referred
from api.store.stitching import Stitching
from recommender import Instant, Interaction, Journey

__all__ = ["Moved", "write"]

LARGE = 500
"""Acts that are worth a thread."""


async def write(
    connection: Writer, workspace: UUID, events: Sequence[Event], *, now: Instant, source: str
) -> list[Receipt]:
    """What became of each event, in their order; true once the transaction is committed.

    Raises:
        Moved: Another batch got in between; the whole transaction is to be tried again.
    """
    arrivals = [event for event in events if isinstance(event, Arrival)]
    known = await referred(connection, workspace, arrivals)
    taken: dict[UUID, Arrival] = {}
    judged = [_judge(workspace, event, known, taken) for event in events]
    acts = await _place(connection, workspace, taken, known, now)
    fresh = await _append(connection, workspace, acts) if acts else []
    new = {act.id for act in fresh}
    await _enrol(connection, workspace, [(act.buyer, taken[act.id]) for act in fresh])
    refused = [outcome for outcome in judged if isinstance(outcome, Rejection)]
    if refused:
        await dead_letters.keep(connection, workspace, refused, received=now, source=source)
    return [_receipt(outcome, new) for outcome in judged]


def _judge(
    workspace: UUID, event: Event, known: References, taken: dict[UUID, Arrival]
) -> UUID | Rejection | Receipt:
    """The id of an event that is worth writing, or what is wrong with it."""
    if isinstance(event, Rejection):
        return event
    if not isinstance(event, Arrival):
        return IGNORED
    refusal = known.refusal(event)
    if refusal is not None:
        return refusal
    id_ = interaction_id(workspace, event.message, event.sent)
    if id_ in taken:
        return DUPLICATE
    taken[id_] = event
    return id_


def _receipt(outcome: UUID | Rejection | Receipt, new: set[UUID]) -> Receipt:
    if isinstance(outcome, Receipt):
        return outcome
    if isinstance(outcome, Rejection):
        return rejected(outcome)
    return ACCEPTED if outcome in new else DUPLICATE


async def _place(
    connection: Writer,
    workspace: UUID,
    taken: Mapping[UUID, Arrival],
    known: References,
    now: Instant,
) -> list[Interaction]:
    """The acts with their buyers, whose rows are held from here on."""
    stitching = await _hold(connection, workspace, taken, now)
    placed = [
        (
            id_,
            arrival,
            stitching.place(
                *(arrival.identities, arrival.previous),
                trusted=arrival.trusted,
                vouched=arrival.vouched,
            ),
        )
        for id_, arrival in taken.items()
    ]
    await _stitch(connection, workspace, stitching, now)
    return [
        arrival.interaction(id_, stitching.find(buyer), known.offer(arrival))
        for id_, arrival, buyer in placed
    ]


async def _hold(
    connection: Writer, workspace: UUID, taken: Mapping[UUID, Arrival], now: Instant
) -> Stitching:
    """Who the identities lead to: read, held, and read again to be sure.

    One that is bound only now needs no second look: ``bind`` will run into it.
    """
    asked = {identity for arrival in taken.values() for identity in arrival.named}
    bound = await identities.bound(connection, workspace, asked) if asked else {}
    if bound:
        held = {person.id for person in bound.values()}
        await identities.hold(connection, workspace, held)
        bound = await identities.bound(connection, workspace, bound)
        if any(person.id not in held for person in bound.values()):
            raise Moved
    return Stitching(workspace, now, bound)


async def _stitch(connection: Writer, workspace: UUID, stitching: Stitching, now: Instant) -> None:
    if stitching.founded:
        await identities.found(connection, workspace, stitching.founded, now)
    if stitching.bindings:
        await identities.bind(connection, workspace, stitching.bindings)
    if stitching.merged:
        survivors = {absorbed: stitching.find(absorbed) for absorbed in stitching.merged}
        await identities.merge(connection, workspace, survivors)
        await journeys.absorb(connection, workspace, survivors)
        await incidents.absorb(connection, workspace, survivors)


async def _append(
    connection: Writer, workspace: UUID, acts: Sequence[Interaction]
) -> list[Interaction]:
    """Those that are new, each of them folded once onto the journey of its buyer.

    Mostly all are, so a large batch is folded beside its insertion, and again if some were not.
    """
    stored = await journeys.load(connection, workspace, {act.buyer for act in acts})
    ahead = _ahead(acts, stored) if len(acts) >= LARGE else None
    new = await interactions.append(connection, workspace, acts)
    fresh = [act for act in acts if act.id in new]
    if fresh:
        whole = ahead if len(fresh) == len(acts) else None
        states = await whole if whole else journeys.grow(fresh, stored)
        await journeys.save(connection, workspace, states)
        await incidents.note(connection, workspace, fresh)
    return fresh


def _ahead(
    acts: Sequence[Interaction], stored: Mapping[UUID, Journey]
) -> asyncio.Future[dict[UUID, str]]:
    return asyncio.get_running_loop().run_in_executor(None, journeys.grow, acts, stored)


async def _enrol(
    connection: Writer, workspace: UUID, fresh: Sequence[tuple[UUID, Arrival]]
) -> None:
    companies: dict[UUID, Account] = {}
    for buyer, arrival in fresh:
        if arrival.account is not None:
            companies[buyer] = arrival.account
    if companies:
        await accounts.enrol(connection, workspace, companies)

"""One buyer at one moment: what next? Two round trips to the database for a decision.

All about the buyer is read in one, the decision is recorded in the other, and what lies between
them does no I/O. A preview ends before the second.
"""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from api.errors import KeyReused, UnknownDecision
from api.services.desk import Desk, Desks
from api.store import decisions
from api.store.database import Database
from api.store.decisions import Asked, Record, Ref
from graph.answers import Advice
from graph.questions import Ask
from recommender import Decision, Instant, decide


class Advise:
    def __init__(self, database: Database, desks: Desks, new_id: Callable[[], UUID]) -> None:
        self._database = database
        self._desks = desks
        self._new_id = new_id

    async def preview(self, workspace: UUID, ask: Ask, now: Instant) -> Advice:
        desk = await self._desks.at(workspace)
        asked = await decisions.ask(self._database, workspace, _ref(ask))
        decision = self._decide(desk, ask, asked, now)
        return _advice(desk, decision, asked, now, recorded=False)

    async def decide(self, workspace: UUID, ask: Ask, now: Instant) -> Advice:
        """The same key gives the same decision. Raises ``KeyReused`` for another question."""
        desk = await self._desks.at(workspace)
        asked = await decisions.ask(self._database, workspace, _ref(ask), ask.decision_key)
        decision = await self._stand(workspace, desk, ask, asked, now)
        return _advice(desk, decision, asked, now, recorded=True)

    async def _stand(
        self, workspace: UUID, desk: Desk, ask: Ask, asked: Asked, now: Instant
    ) -> Decision:
        """The decision that stands: a new one, or the one that its key came first with."""
        if asked.decided is not None:
            return await self._recorded(workspace, asked.decided, ask, asked)
        decision = self._decide(desk, ask, asked, now)
        made = Record(decision, ask.context, _ref(ask), asked.buyer, ask.decision_key)
        winner = await decisions.record(self._database, workspace, made)
        return (
            decision
            if winner == decision.id
            else await self._recorded(workspace, winner, ask, asked)
        )

    async def _recorded(self, workspace: UUID, id_: UUID, ask: Ask, asked: Asked) -> Decision:
        found = await decisions.find(self._database, workspace, id_)
        if found is None:
            raise UnknownDecision
        if (found.ref, found.context) != (_ref(ask), ask.context):
            raise KeyReused
        if ask.buyer.visitor is not None and found.buyer not in {None, asked.buyer}:
            raise KeyReused  # it was decided for somebody who is not to be known by this caller
        return found.decision

    def _decide(self, desk: Desk, ask: Ask, asked: Asked, now: Instant) -> Decision:
        return decide(
            desk.model,
            desk.layout.shelf,
            asked.journey,
            replace(ask.context, page=desk.layout.located(ask.context.page)),
            id=self._new_id(),
            now=now,
            company=asked.company,
            settings=desk.settings,
        )


def _ref(ask: Ask) -> Ref:
    return Ref(ask.buyer.kind.value, ask.buyer.value, ask.buyer.visitor)


def _advice(
    desk: Desk, decision: Decision, asked: Asked, now: Instant, *, recorded: bool
) -> Advice:
    layout = desk.layout
    return Advice(
        decision, layout.entries, lambda: layout.reader.read(asked.journey, now), recorded
    )

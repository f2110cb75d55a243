"""Looking at what is known: a buyer with their journey, a recorded decision."""

from uuid import UUID

from api.errors import UnknownBuyer
from api.services.desk import Desk, Desks
from api.store import buyers, decisions
from api.store.database import Database
from api.store.decisions import Ref
from graph.answers import KnownBuyer, RecordedDecision
from graph.questions import BuyerRef
from recommender import Instant, Journey, NeedShare, StepContext, consider


class Inspect:
    def __init__(self, database: Database, desks: Desks) -> None:
        self._database = database
        self._desks = desks

    async def buyer(self, workspace: UUID, ref: BuyerRef, now: Instant) -> KnownBuyer | None:
        desk = await self._desks.at(workspace)
        try:
            known = await buyers.profile(self._database, workspace, Ref(ref.kind.value, ref.value))
        except UnknownBuyer:
            return None
        return KnownBuyer(
            id=known.id,
            identities=known.identities,
            account=known.account.key if known.account else None,
            created=known.created,
            journey=known.journey,
            state=desk.layout.reader.read(known.journey, now),
            belief=_belief(desk, known.journey, now),
            entries=desk.layout.entries,
        )

    async def decision(self, workspace: UUID, decision: UUID) -> RecordedDecision | None:
        desk = await self._desks.at(workspace)
        found = await decisions.find(self._database, workspace, decision)
        if found is None:
            return None
        return RecordedDecision(found.decision, found.buyer, desk.layout.entries)


def _belief(desk: Desk, journey: Journey, now: Instant) -> tuple[NeedShare, ...]:
    """As a set for this buyer would rest on."""
    found = consider(desk.layout.shelf, journey, StepContext(), now, settings=desk.settings)
    return tuple(found.belief.listed())

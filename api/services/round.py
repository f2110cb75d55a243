"""A round of decisions, one a buyer: those of one call, chunk by chunk and in their order."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from api.errors import KeyReused, UnknownBuyer
from api.services.desk import Desk
from api.store import buyers, crowd, decisions
from api.store.crowd import Told
from api.store.database import Database
from api.store.decisions import Record, Ref
from api.store.failures import checked
from graph.answers import Advice, Advised, Flaw
from graph.questions import AskMany, BuyerFilter
from recommender import DamagedJourney, Decision, Instant, Journey, StepContext, decide, decode

BREATH = 2
"""Decisions that are made before others get their turn."""

REPEATED = Flaw("REPEATED_BUYER", "This buyer stands in the list already.")
DAMAGED = Flaw("DAMAGED_JOURNEY", "This buyer's journey cannot be read.")


@dataclass(slots=True)
class Asked:
    """One buyer of a chunk, and what has become of the question so far."""

    ref: Ref
    key: str | None
    told: Told
    journey: Journey = field(default_factory=Journey.empty)
    decision: Decision | None = None
    made: Record | None = None
    """A new decision, to be recorded."""
    flaw: Flaw | None = None


@dataclass(slots=True)
class Chunk:
    asked: list[Asked | Flaw]
    recorded: dict[UUID, Record]
    """What the keys have led to before."""
    names: dict[UUID, tuple[tuple[str, str], ...]]

    @property
    def open(self) -> Iterable[Asked]:
        return (one for one in self.asked if isinstance(one, Asked) and one.flaw is None)


class Round:
    def __init__(
        self, database: Database, desk: Desk, ask: AskMany, now: Instant, new_id: Callable[[], UUID]
    ) -> None:
        self._database, self._desk, self._ask, self._now = database, desk, ask, now
        self._new_id = new_id
        page = desk.layout.located(ask.context.page)
        self._context = replace(ask.context, page=page)
        self._given: defaultdict[UUID, tuple[str, ...]] = defaultdict(tuple)
        """The steps of each account's members so far, where they are to be distinct."""
        self._seen: set[Ref | UUID] = set()
        self._names = isinstance(ask.whom, BuyerFilter)

    async def read(self, refs: Sequence[Ref | Flaw]) -> Chunk:
        """All about the buyers of a chunk, seen at one moment."""
        fine = [ref for ref in refs if isinstance(ref, Ref)]
        keys = [self._key(ref) for ref in fine]
        workspace = self._desk.workspace
        with checked():
            async with self._database.read(workspace) as reader:
                told = await crowd.ask(reader, workspace, fine, keys)
                decided = [one.decided for one in told if one.decided is not None]
                recorded = await decisions.some(reader, workspace, decided) if decided else {}
                known = [one.buyer for one in told if one.buyer is not None]
                names = await buyers.names_in(reader, workspace, known) if self._names else {}
        asked = map(Asked, fine, keys, told)
        return Chunk(
            [one if isinstance(one, Flaw) else next(asked) for one in refs], recorded, names
        )

    async def decide(self, chunk: Chunk) -> None:
        """What stands already first, so that what is new keeps clear of it."""
        async for one in _paced(list(chunk.open)):
            self._admit(one)
        for one in chunk.open:
            if one.told.decided is not None:
                self._stand(one, chunk.recorded[one.told.decided])
        async for one in _paced([one for one in chunk.open if one.decision is None]):
            self._make(one)

    async def record(self, chunk: Chunk) -> list[Advised]:
        """One transaction for all that is new. Of two calls with one key the first one stands."""
        made = [one.made for one in chunk.open if one.made is not None]
        if made:
            workspace = self._desk.workspace
            async with self._database.transaction(workspace) as writer:
                stand = await crowd.record(writer, workspace, made)
            if len(stand) < len(made):
                await self._yield(chunk, stand)
        return [self._advised(one, chunk) for one in chunk.asked]

    async def _yield(self, chunk: Chunk, stand: Collection[UUID]) -> None:
        beaten = [one for one in chunk.open if one.made and one.made.decision.id not in stand]
        workspace = self._desk.workspace
        keys = [one.key for one in beaten if one.key is not None]
        async with self._database.read(workspace) as reader:
            winners = await crowd.by_keys(reader, workspace, keys)
        for one in beaten:
            self._stand(one, winners[one.key])

    def _key(self, ref: Ref) -> str | None:
        prefix = self._ask.decision_key
        return None if prefix is None else f"{prefix}:{ref.kind}:{ref.value}"

    def _admit(self, one: Asked) -> None:
        """Who is not there, is there twice or cannot be read gets no set."""
        names = {one.ref, one.told.buyer or one.ref}
        if one.ref.kind == "id" and one.told.buyer is None:
            one.flaw = Flaw(UnknownBuyer.code, UnknownBuyer().message)
        elif names & self._seen:
            one.flaw = REPEATED
        if not self._names:  # the ids of a segment rise
            self._seen |= names
        try:
            one.journey = decode(one.told.state) if one.told.state else one.journey
        except DamagedJourney:
            one.flaw = DAMAGED

    def _make(self, one: Asked) -> None:
        exclude = self._ask.context.exclude | frozenset(self._of_colleagues(one))
        one.decision = decide(
            self._desk.model,
            self._desk.layout.shelf,
            one.journey,
            replace(self._context, exclude=exclude) if self._ask.distinct else self._context,
            id=self._new_id(),
            now=self._now,
            company=one.told.company,
            settings=self._desk.settings,
        )
        context = replace(self._ask.context, exclude=exclude)
        one.made = Record(one.decision, context, one.ref, one.told.buyer, one.key)
        self._note(one, one.decision)

    def _stand(self, one: Asked, recorded: Record) -> None:
        """The decision that the key came first with, if it was for the same question."""
        if recorded.ref != one.ref or not self._same(recorded.context):
            one.flaw = Flaw(KeyReused.code, KeyReused().message)
            return
        one.decision, one.made = recorded.decision, None
        self._note(one, recorded.decision)

    def _same(self, context: StepContext) -> bool:
        """Where sets are distinct, what colleagues had been given is excluded as well."""
        asked = self._ask.context
        if self._ask.distinct and context.exclude >= asked.exclude:
            context = replace(context, exclude=asked.exclude)
        return context == asked

    def _of_colleagues(self, one: Asked) -> tuple[str, ...]:
        account = one.told.account
        return self._given[account] if self._ask.distinct and account is not None else ()

    def _note(self, one: Asked, decision: Decision) -> None:
        if self._ask.distinct and one.told.account is not None:
            self._given[one.told.account] += tuple([step.offer for step in decision.steps])

    def _advised(self, one: Asked | Flaw, chunk: Chunk) -> Advised:
        if isinstance(one, Flaw):
            return Advised(one)
        buyer = one.told.buyer
        names = chunk.names.get(buyer, ()) if buyer is not None else ()
        if one.flaw is not None or one.decision is None:
            return Advised(one.flaw or DAMAGED, buyer, names)
        layout, journey, now = self._desk.layout, one.journey, self._now
        advice = Advice(
            one.decision, layout.entries, lambda: layout.reader.read(journey, now), recorded=True
        )
        return Advised(advice, buyer, names)


async def _paced(asked: Sequence[Asked]) -> AsyncIterator[Asked]:
    for number, one in enumerate(asked, 1):
        yield one
        if number % BREATH == 0:
            await asyncio.sleep(0)

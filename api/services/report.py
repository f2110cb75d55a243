"""What callers of the schema report, taken in by the rules that hold for every event."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from api.ingestion.document import flaw
from api.ingestion.people import spelled
from api.ingestion.refusal import Refused
from api.ingestion.segment import VOUCHED
from api.ingestion.timestamp import corrected
from api.services.record import Recorder
from api.services.reported import as_it_came
from api.services.window import latest_first
from api.store import arrivals, buyers, dead_letters
from api.store.arrivals import CLAIMS, Arrival, Code, Event, Identity, IdentityKind, Rejection
from api.store.database import Database
from api.store.dead_letters import DeadLetter
from graph.answers import Receipt, Rejected, Verdict
from graph.errors import BadInput
from graph.paging import Found, Page, Place, Window
from graph.questions import Act, BuyerRef, RefKind, is_uuid, text
from recommender import Instant

SOURCE = "graphql"
MOST_WORDS = 50
Names: TypeAlias = Mapping[UUID, Sequence[tuple[str, str]]]
"""Kinds and values of the identities of buyers."""


class Report:
    def __init__(self, database: Database, recorder: Recorder) -> None:
        self._database = database
        self._recorder = recorder

    async def record(
        self, workspace: UUID, acts: tuple[Act, ...], now: Instant, *, trusted: bool = True
    ) -> tuple[Receipt, ...]:
        """By the rules of the SDKs' events where the word of the caller is not to be trusted."""
        asked = {UUID(act.buyer.value) for act in acts if _is_id(act.buyer)}
        names = await buyers.names(self._database, workspace, asked)
        events = [_event(act, names, now, trusted=trusted) for act in acts]
        receipts = await self._recorder.record(workspace, events, now=now, source=SOURCE)
        return tuple(_receipt(act, one) for act, one in zip(acts, receipts, strict=True))

    async def rejected(self, workspace: UUID, window: Window) -> Page[Rejected]:
        span = latest_first(window)
        async with self._database.read(workspace) as reader:
            letters = await dead_letters.between(reader, workspace, span)
        return window.page(
            [Found(_rejected(one), Place(one.received, str(one.id))) for one in letters]
        )

    async def rejected_event(self, workspace: UUID, event: UUID) -> Rejected | None:
        async with self._database.read(workspace) as reader:
            found = await dead_letters.find(reader, workspace, event)
        return None if found is None else _rejected(found)


def _rejected(letter: DeadLetter) -> Rejected:
    return Rejected(str(letter.id), letter.received, letter.code, letter.message, letter.event)


def _event(act: Act, names: Names, now: Instant, *, trusted: bool) -> Event:
    item = as_it_came(act)
    if (code := flaw(item)) is not None:
        return Rejection(code, "some text or number cannot be stored", item)
    try:
        arrival = _arrival(act, _identity(act.buyer, names), item, now)
        return arrival if trusted else _doubted(arrival)
    except Refused as refused:
        return Rejection(refused.code, refused.message, item)
    except BadInput as bad:
        return Rejection(Code.INVALID_EVENT, bad.message, item)


def _is_id(ref: BuyerRef) -> bool:
    return ref.kind is RefKind.ID and is_uuid(ref.value)


def _identity(ref: BuyerRef, names: Names) -> Identity:
    """The strongest identifier of the buyer who is named."""
    given = _buyer(ref)
    if given.kind is not RefKind.ID:
        return IdentityKind(given.kind.value), given.value
    held = dict(reversed(names.get(UUID(given.value), ())))
    kind = next((kind for kind in IdentityKind if kind.value in held), None)
    if kind is None:
        raise Refused(Code.INVALID_IDENTITY, "there is no such buyer")
    return kind, held[kind.value]


def _buyer(ref: BuyerRef) -> BuyerRef:
    try:
        return BuyerRef.of(ref.kind, ref.value)
    except BadInput as bad:
        raise Refused(Code.INVALID_IDENTITY, bad.message) from None


def _arrival(act: Act, identity: Identity, item: object, now: Instant) -> Arrival:
    if act.at < 0:
        raise Refused(Code.INVALID_TIMESTAMP, "a time is of 1970 or later")
    return Arrival(
        message=text("messageId", act.message_id),
        sent=act.at,
        at=corrected(act.at, None, now),
        identities=(identity,),
        kind=act.kind,
        channel=act.channel,
        offer=_key("offer", act.offer),
        decision=_decision(act.decision),
        depth=_depth(act.depth),
        motion=act.motion,
        job=_key("job", act.job),
        persona=_key("persona", act.persona),
        topics=tuple(text("topics", topic) for topic in act.topics[:MOST_WORDS]),
        facts=tuple(spelled(text("key", k), text("value", v)) for k, v in act.facts[:MOST_WORDS]),
        outcome=act.outcome,
        reason=_key("reason", act.reason),
        subject=_key("subject", act.subject),
        event=item,
    )


def _doubted(arrival: Arrival) -> Arrival:
    """Whoever reads a page can read its key."""
    ((kind, _),) = arrival.identities
    if kind in CLAIMS:
        raise Refused(Code.MISSING_IDENTITY, "a publishable key needs anonymousId or userId")
    if arrival.kind in VOUCHED:
        told = f"{arrival.kind.value} is taken with a secret key only"
        raise Refused(Code.NEEDS_SECRET_KEY, told)
    return replace(arrival, trusted=False)


def _key(name: str, value: str | None) -> str | None:
    return None if value is None else text(name, value)


def _depth(value: float | None) -> float:
    if value is not None and not 0 <= value <= 1:
        raise Refused(Code.INVALID_DEPTH, "depth is a number from 0 to 1")
    return value or 0.0


def _decision(value: str | None) -> UUID | None:
    if value is None:
        return None
    if not is_uuid(value):
        raise Refused(Code.INVALID_DECISION, "decision is the id of a decided set")
    return UUID(value)


def _receipt(act: Act, receipt: arrivals.Receipt) -> Receipt:
    return Receipt(act.message_id, Verdict(receipt.verdict.value), receipt.code, receipt.message)

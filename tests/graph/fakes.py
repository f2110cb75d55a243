# ruff: noqa: ARG002  # a fake has the shape of what it stands for
"""Stand-ins for the ports, one small workspace in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

from graph.access import Permission, Principal
from graph.answers import (
    Account,
    Advice,
    Advised,
    Briefed,
    Curated,
    Evidence,
    Flaw,
    Group,
    KnownBuyer,
    Member,
    Opportunity,
    ReadJourney,
    Receipt,
    RecordedDecision,
    Rejected,
    Standing,
    Verdict,
)
from graph.context import Context
from graph.entries import Entries
from graph.paging import Found, Page, Place, Window
from graph.ports import AccountKey, Give, GroupKey, Ids, Named, OpportunityKey, Ports
from graph.questions import (
    Act,
    Ask,
    AskMany,
    BuyerFilter,
    BuyerRef,
    Crowd,
    OfferFilter,
    Search,
    Shelved,
)
from recommender import (
    Briefing,
    BriefingPart,
    Catalogue,
    Channel,
    Cited,
    Decision,
    Exhausted,
    Gate,
    Ground,
    Instant,
    Interaction,
    Job,
    JobState,
    Journey,
    JourneyState,
    Kind,
    LeftOut,
    Line,
    Link,
    Motion,
    Need,
    NeedShare,
    Offer,
    Persona,
    Presence,
    Reason,
    Relation,
    Service,
    Silence,
    Slot,
    Status,
    Step,
)

NOW = Instant(1_770_000_000_000)
WORKSPACE = UUID(int=7)
BUYER = UUID(int=8)
DECISION = UUID(int=9)

GUIDE = Offer(
    "guide",
    "A guide to audits",
    "article",
    url="https://example.com/guide",
    summary="What auditors ask.",
    serves=(Service("finance", "validation", 2.0),),
    topics=("audit",),
    channels=frozenset({Channel.WEB, Channel.EMAIL}),
    published=Instant(1_760_000_000_000),
)
DEMO = Offer("demo", "See it at work", "demo", selling=True)
CATALOGUE = Catalogue(
    offers=(DEMO, GUIDE),
    links=(Link("demo", "guide", 2.0, "finance"),),
    personas=(Persona("finance", "Head of finance", "finance", concerns=("risk",)),),
    jobs=(Job("validation", "Validation", always_on=True),),
    version=3,
)
STEP = Step(
    offer="guide",
    slot=Slot.CHOSEN,
    chance=0.25,
    gain=0.2,
    selection_probability=0.5,
    serves=(Need("finance", "validation"),),
    reasons=(
        Reason("need_fit:validation", "need_fit", 0.75, "Helps to validate", "They validate now"),
        Reason("response", "response", 0.25, None, "Taken by 3 of 10"),
    ),
)
BELIEF = (NeedShare(Need("finance", "validation"), 0.75), NeedShare(None, 0.25))
SET = Decision(
    id=DECISION,
    at=NOW,
    steps=(STEP,),
    display=(0,),
    chance_any_taken=0.25,
    exhausted=Exhausted.BELOW_FLOOR,
    left_out=(LeftOut("demo", Gate.WHOLE_COMPANY_GUARD, "open_incident"),),
    belief=BELIEF,
    ordered_propensity=0.5,
    set_propensity=0.5,
    draw=b"{}",
    model_version=1,
    model_position=2**40,
)
STATE = JourneyState(
    at=NOW,
    jobs=(JobState("validation", Status.ACTIVE, 0.5, NOW),),
    personas={"finance": 1.0},
    presence=Presence.ACTIVE,
    observed_share=0.125,
    motion=Motion.NET_NEW,
    relation=Relation.PROSPECT,
    facts={},
    open_incidents=("T-1",),
    episodes=(),
)
ENTRIES = Entries(CATALOGUE)
ACME = Account(UUID(int=11), "acme", "Acme", "retail")
ANN = KnownBuyer(BUYER, (("email", "ann@example.com"),), ACME.id, NOW)
CORE = Group(
    *(UUID(int=12), "core", "The core", ACME.id, NOW, Motion.NET_NEW),
    (Member(BUYER, ("decider",), Standing.CONFIRMED),),
)
ACT = Interaction(
    *(UUID(int=13), BUYER, Kind.VIEWED, NOW),
    offer="guide",
    decision=DECISION,
    depth=0.5,
    job="validation",
    persona="finance",
    facts=(("role", "finance"),),
)
DEAL = Opportunity(
    id=UUID(int=14),
    key="deal",
    name="The deal",
    account=ACME.id,
    group=CORE.id,
    motion=None,
    stage="need",
    opened=NOW,
    closed=None,
    outcome=None,
    reason=None,
    evidence=(Evidence("need", ACT.id, NOW),),
)
MADE = RecordedDecision(SET, BUYER, Entries(Catalogue()))
SAID = Line("show:guide", "“A guide to audits”", (Cited(Ground.OFFER, "guide"),), "guide")
SEEN = Line("know:act:0d", "Opened it", (Cited(Ground.ACT, ACT.id.hex),))
NOTHING = BriefingPart(empty=Silence.NO_SIGNAL)
POINTS = Briefing(
    "Head",
    "Body",
    BriefingPart((SEEN,)),
    NOTHING,
    BriefingPart((SAID,)),
    BriefingPart(empty=Silence.NO_CONTENT),
    NOTHING,
)
REJECTED = Rejected(str(UUID(int=10)), NOW, "UNKNOWN_OFFER", "no such offer", "{}")


@dataclass
class FakePorts:
    """All the ports, noting what they were asked."""

    asked: list[object] = field(default_factory=list)
    failure: Exception | None = None
    flaws: tuple[Flaw, ...] = ()

    def note(self, *what: object) -> None:
        self.asked.append(what[0] if len(what) == 1 else what)
        if self.failure:
            raise self.failure

    async def preview(self, workspace: UUID, ask: Ask, now: Instant) -> Advice:
        self.note(ask)
        return Advice(SET, ENTRIES, lambda: STATE, recorded=False)

    async def decide(self, workspace: UUID, ask: Ask, now: Instant) -> Advice:
        self.note(ask)
        return Advice(SET, ENTRIES, lambda: STATE, recorded=True)

    async def decide_many(
        self, workspace: UUID, ask: AskMany, now: Instant, give: Give
    ) -> Place | None:
        self.note(ask)
        advice = Advice(SET, ENTRIES, lambda: STATE, recorded=True)
        await give([Advised(advice, BUYER), Advised(Flaw("KEY_REUSED", "It was used."))])
        return None if isinstance(ask.whom, tuple) else Place(5, str(BUYER))

    async def brief(
        self, workspace: UUID, about: BuyerRef | Crowd, channel: Channel, now: Instant
    ) -> Briefed | None:
        self.note(about, channel)
        return None if about == Crowd("group", "none") else Briefed(POINTS, now, (BUYER,), ENTRIES)

    async def explore(self, workspace: UUID, search: Search, now: Instant) -> Page[Offer]:
        self.note(search)
        return Page((Found(GUIDE, Place(7, "guide")),), has_next=True)

    async def browse(self, workspace: UUID, wanted: OfferFilter, window: Window) -> Page[Offer]:
        self.note(wanted, window)
        return Page((), has_next=False)

    async def entries(self, workspace: UUID) -> Entries:
        if self.failure:
            raise self.failure
        return ENTRIES

    async def buyer(self, workspace: UUID, ref: BuyerRef) -> KnownBuyer | None:
        self.note(ref)
        return ANN

    async def buyers(self, workspace: UUID, ids: Ids) -> Mapping[UUID, KnownBuyer]:
        self.note("buyers", *ids)
        return {BUYER: ANN} if BUYER in ids else {}

    async def segment(
        self, workspace: UUID, wanted: BuyerFilter, window: Window, now: Instant
    ) -> Page[KnownBuyer]:
        self.note(wanted, window)
        return Page((Found(ANN, Place(0, str(BUYER))),), has_next=False)

    async def colleagues(
        self, workspace: UUID, accounts: Ids, window: Window
    ) -> Mapping[UUID, Page[KnownBuyer]]:
        self.note("colleagues", window, *accounts)
        page = Page((Found(ANN, Place(0, str(BUYER))),), has_next=False)
        return dict.fromkeys(accounts, page)

    async def journeys(self, workspace: UUID, ids: Ids, now: Instant) -> Mapping[UUID, ReadJourney]:
        self.note("journeys", *ids)
        return dict.fromkeys(ids, ReadJourney(Journey.empty(), STATE, BELIEF, ENTRIES))

    async def accounts(
        self, workspace: UUID, by: AccountKey, named: Named
    ) -> Mapping[UUID | str, tuple[Account, ...]]:
        self.note("accounts", by, *named)
        return {one: (ACME,) for one in named if one in (ACME.id, ACME.key)}

    async def all_accounts(self, workspace: UUID, window: Window) -> Page[Account]:
        self.note(window)
        return Page((Found(ACME, Place(0, "acme")),), has_next=True)

    async def groups(
        self, workspace: UUID, by: GroupKey, named: Named
    ) -> Mapping[UUID | str, tuple[Group, ...]]:
        self.note("groups", by, *named)
        return {one: (CORE,) for one in named if one in (CORE.id, CORE.key, ACME.id, BUYER)}

    async def opportunities(
        self, workspace: UUID, by: OpportunityKey, named: Named
    ) -> Mapping[UUID | str, tuple[Opportunity, ...]]:
        self.note("opportunities", by, *named)
        return {one: (DEAL,) for one in named if one in (DEAL.key, CORE.id, ACME.id)}

    async def acts(self, workspace: UUID, ids: Ids) -> Mapping[UUID, Interaction]:
        self.note("acts", *ids)
        return {ACT.id: ACT} if ACT.id in ids else {}

    async def acts_of(
        self, workspace: UUID, buyers: Ids, window: Window
    ) -> Mapping[UUID, Page[Interaction]]:
        self.note("acts_of", window, *buyers)
        page = Page((Found(ACT, Place(ACT.at, str(ACT.id))),), has_next=False)
        return dict.fromkeys(buyers, page)

    async def decisions(self, workspace: UUID, ids: Ids) -> Mapping[UUID, RecordedDecision]:
        self.note("decisions", *ids)
        return {DECISION: MADE} if DECISION in ids else {}

    async def decisions_of(
        self, workspace: UUID, buyers: Ids, window: Window
    ) -> Mapping[UUID, Page[RecordedDecision]]:
        self.note("decisions_of", window, *buyers)
        page = Page((Found(MADE, Place(NOW, str(DECISION))),), has_next=False)
        return dict.fromkeys(buyers, page)

    async def put(
        self, workspace: UUID, what: Shelved, entries: Sequence[Mapping[str, Any]]
    ) -> Curated:
        self.note(what, *entries)
        return Curated(None if self.flaws else 4, self.flaws)

    async def remove(self, workspace: UUID, what: Shelved, entry: Mapping[str, Any]) -> Curated:
        self.note(what, entry)
        return Curated(4)

    async def record(
        self, workspace: UUID, acts: tuple[Act, ...], now: Instant, *, trusted: bool = True
    ) -> tuple[Receipt, ...]:
        self.note(*acts)
        return tuple(Receipt(act.message_id, Verdict.ACCEPTED) for act in acts)

    async def rejected(self, workspace: UUID, window: Window) -> Page[Rejected]:
        self.note(window)
        return Page((Found(REJECTED, Place(NOW, REJECTED.id)),), has_next=False)

    async def rejected_event(self, workspace: UUID, event: UUID) -> Rejected | None:
        self.note(event)
        return REJECTED if str(event) == REJECTED.id else None


EVERYTHING = Principal(WORKSPACE, frozenset(Permission))


def context(ports: FakePorts, principal: Principal = EVERYTHING) -> Context:
    all_of_them = Ports(*(ports for _ in fields(Ports)))
    return Context(all_of_them, principal, NOW)

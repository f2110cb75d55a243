from collections.abc import Callable, Mapping
from typing import Self
from uuid import UUID

import strawberry
from strawberry import ID, UNSET, Parent, field

import recommender
from graph import ids
from graph.access import Permission, needs
from graph.answers import Briefed
from graph.context import Info
from graph.cost import ListSize
from graph.entries import Entries
from graph.errors import BadInput
from graph.questions import BuyerRef as PlainRef
from graph.questions import Crowd, text
from graph.types import later
from graph.types.buyer_ref import BuyerRef
from graph.types.offer import Offer
from graph.types.vocabulary import Ground, Silence
from recommender import Instant

FOR_SELLERS = needs(Permission.TALKING_POINTS_READ)
GLOBAL: Mapping[Ground, Callable[[str], ID]] = {
    Ground.ACT: lambda local: ids.written("Interaction", UUID(local)),
    Ground.OFFER: lambda local: ids.written("Offer", local),
    Ground.PERSONA: lambda local: ids.written("Persona", local),
}
"""What can be found again by its id."""


@strawberry.input(one_of=True, description="Whom talking points are about.")
class TalkingPointsRef:
    buyer: BuyerRef | None = field(default=UNSET, description="One person.")
    account: ID | None = field(
        default=UNSET, description="Id or key of a company: its most active people together."
    )
    group: ID | None = field(
        default=UNSET, description="Id or key of a buying group: its most active people together."
    )

    def plain(self) -> PlainRef | Crowd:
        """Raises ``BadInput`` when nobody can be meant."""
        if self.buyer:
            return self.buyer.plain()
        if self.account:
            return Crowd("account", text("account", ids.bare("Account", self.account)))
        if self.group:
            return Crowd("group", text("group", ids.bare("BuyingGroup", self.group)))
        raise BadInput("for names a buyer, an account or a group", ("for",))


@strawberry.type(description="What a line rests on, by its id.", directives=FOR_SELLERS)
class Cited:
    ground: Ground = field(description="What kind of thing it is.")
    id: ID = field(description="Its id, as `node` takes it where that can find such a thing.")

    @classmethod
    def of(cls, cited: recommender.Cited) -> Self:
        return cls(ground=cited.ground, id=GLOBAL.get(cited.ground, ID)(cited.id))


@strawberry.type(description="One point, for a seller's eyes.", directives=FOR_SELLERS)
class TalkingPoint:
    id: ID = field(description="The same for as long as the point is the same.")
    text: str = field(description="The point in words.")
    evidence: list[Cited] = field(
        directives=[ListSize(assumed_size=4)], description="What it rests on; never empty."
    )
    offer: Offer | None = field(description="The offer that it is about, with address and length.")

    @classmethod
    def of(cls, line: recommender.Line, entries: Entries) -> Self:
        return cls(
            id=ID(line.id),
            text=line.text,
            evidence=[Cited.of(cited) for cited in line.evidence],
            offer=None if line.offer is None else Offer.named(line.offer, entries),
        )


@strawberry.type(description="One part of talking points.", directives=FOR_SELLERS)
class TalkingPart:
    points: list[TalkingPoint] = field(
        directives=[ListSize(assumed_size=8)], description="The points, what matters most first."
    )
    empty: Silence | None = field(description="Why there are none; null where there are.")

    @classmethod
    def of(cls, part: recommender.BriefingPart, entries: Entries) -> Self:
        points = [TalkingPoint.of(line, entries) for line in part.lines]
        return cls(points=points, empty=part.empty)


async def buyers_of(root: Parent["TalkingPoints"], info: Info) -> list[later.Buyer]:
    found = await info.context.loaders.buyers.load_many(root.buyer_ids)
    return [later.show(one) for one in found if one is not None]


@strawberry.type(
    description="What a seller should know, say, show, ask and avoid now.", directives=FOR_SELLERS
)
class TalkingPoints:
    as_of: Instant = field(description="The moment that they are about.")
    headline: str = field(description="All in one line: at most 80 characters.")
    summary: str = field(description="All in brief: at most 255 characters.")
    know: TalkingPart = field(
        description="What happened, what they seem to need and how sure that is, what is not seen."
    )
    say: TalkingPart = field(description="Points that match their likely needs and concerns.")
    show: TalkingPart = field(description="Offers to share, each with the reasons for it.")
    ask: TalkingPart = field(description="Questions that would close the largest gaps in evidence.")
    avoid: TalkingPart = field(description="What not to bring up, and why.")
    buyers: list[later.Buyer] = field(
        directives=[ListSize(assumed_size=8)],
        resolver=buyers_of,
        description="Those whose journeys this rests on, the latest seen first.",
    )
    buyer_ids: strawberry.Private[tuple[UUID, ...]]

    @classmethod
    def of(cls, briefed: Briefed) -> Self:
        briefing, entries = briefed.briefing, briefed.entries
        return cls(
            as_of=briefed.at,
            headline=briefing.headline,
            summary=briefing.summary,
            know=TalkingPart.of(briefing.know, entries),
            say=TalkingPart.of(briefing.say, entries),
            show=TalkingPart.of(briefing.show, entries),
            ask=TalkingPart.of(briefing.ask, entries),
            avoid=TalkingPart.of(briefing.avoid, entries),
            buyer_ids=briefed.buyers,
        )

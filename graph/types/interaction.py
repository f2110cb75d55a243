from typing import Self

import strawberry
from strawberry import Parent, field

import recommender
from graph import ids
from graph.access import Permission, needs
from graph.context import Info
from graph.types import later
from graph.types.decision import Decision
from graph.types.job import BuyingJob
from graph.types.journey import Fact
from graph.types.node import Node
from graph.types.offer import Offer
from graph.types.persona import Persona
from graph.types.vocabulary import Channel, Kind, Motion, Outcome
from recommender import Instant


async def buyer_of(root: Parent["Interaction"], info: Info) -> later.Buyer | None:
    return later.show(await info.context.loaders.buyers.load(root.plain.buyer))


async def offer_of(root: Parent["Interaction"], info: Info) -> Offer | None:
    key = root.plain.offer
    return None if key is None else Offer.named(key, await info.context.entries())


async def decision_of(root: Parent["Interaction"], info: Info) -> Decision | None:
    if root.plain.decision is None:
        return None
    found = await info.context.loaders.decisions.load(root.plain.decision)
    return None if found is None else Decision.of(found)


async def job_of(root: Parent["Interaction"], info: Info) -> BuyingJob | None:
    key = root.plain.job
    return None if key is None else BuyingJob.named(key, await info.context.entries())


async def persona_of(root: Parent["Interaction"], info: Info) -> Persona | None:
    key = root.plain.persona
    return None if key is None else Persona.named(key, await info.context.entries())


@later.shows(recommender.Interaction)
@strawberry.type(
    description="What one buyer did, once: a line of the log.",
    directives=needs(Permission.BUYERS_READ),
)
class Interaction(Node):
    at: Instant = field(description="When it happened.")
    kind: Kind = field(description="What it was.")
    channel: Channel = field(description="Where it happened.")
    buyer: later.Buyer | None = field(
        resolver=buyer_of, description="Who did it; after a merge, the one who remains."
    )
    offer: Offer | None = field(resolver=offer_of, description="The offer that it was about.")
    decision: Decision | None = field(
        resolver=decision_of, description="The recorded set that it answers."
    )
    depth: float = field(description="How much of the offer was taken in, 0 to 1.")
    motion: Motion | None = field(description="What the purchase was about, where stated.")
    job: BuyingJob | None = field(
        resolver=job_of, description="The buying job that it is evidence for by itself."
    )
    persona: Persona | None = field(
        resolver=persona_of, description="On whose behalf it was, where stated."
    )
    topics: list[str] = field(description="What it was about.")
    facts: list[Fact] = field(description="What was stated.")
    outcome: Outcome | None = field(description="How an episode ended.")
    reason: str | None = field(description="Why it ended so.")
    subject: str | None = field(description="An incident's name at its source.")
    plain: strawberry.Private[recommender.Interaction]

    @classmethod
    def of(cls, act: recommender.Interaction) -> Self:
        return cls(
            id=ids.written("Interaction", act.id),
            at=act.at,
            kind=act.kind,
            channel=act.channel,
            depth=act.depth,
            motion=act.motion,
            topics=list(act.topics),
            facts=[Fact(key=key, value=value, at=act.at) for key, value in act.facts],
            outcome=act.outcome,
            reason=act.reason,
            subject=act.subject,
            plain=act,
        )

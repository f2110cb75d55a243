from typing import Self

import strawberry
from strawberry import Parent, field

from graph import answers, ids
from graph.access import Permission, needs
from graph.context import Info
from graph.types import later
from graph.types.buying_group import BuyingGroup
from graph.types.interaction import Interaction
from graph.types.node import Node
from graph.types.vocabulary import Motion, Outcome
from recommender import Instant


async def interaction_of(root: Parent["Evidence"], info: Info) -> Interaction | None:
    found = await info.context.loaders.acts.load(root.plain.interaction)
    return Interaction.of(found) if found else None


async def account_of(root: Parent["Opportunity"], info: Info) -> later.Account | None:
    return later.show(await info.context.loaders.accounts.one("id", root.plain.account))


async def group_of(root: Parent["Opportunity"], info: Info) -> BuyingGroup | None:
    if root.plain.group is None:
        return None
    found = await info.context.loaders.groups.one("id", root.plain.group)
    return BuyingGroup.of(found) if found else None


@strawberry.type(
    description="An observed act that proves a stage.", directives=needs(Permission.BUYERS_READ)
)
class Evidence:
    stage: str = field(description="The stage that it proves.")
    noted: Instant = field(description="When it was noted.")
    interaction: Interaction | None = field(resolver=interaction_of, description="The act.")
    plain: strawberry.Private[answers.Evidence]

    @classmethod
    def of(cls, evidence: answers.Evidence) -> Self:
        return cls(stage=evidence.stage, noted=evidence.noted, plain=evidence)


@later.shows(answers.Opportunity)
@strawberry.type(
    description="A purchase under way; its stages are proven by observed acts.",
    directives=needs(Permission.BUYERS_READ),
)
class Opportunity(Node):
    key: str = field(description="Its key in the workspace.")
    name: str = field(description="What it is called.")
    account: later.Account | None = field(resolver=account_of, description="The company.")
    group: BuyingGroup | None = field(resolver=group_of, description="The people who decide.")
    motion: Motion | None = field(description="What the purchase is about, if known.")
    stage: str | None = field(description="How far it has got, by its evidence.")
    opened: Instant = field(description="When it was opened.")
    closed: Instant | None = field(description="When it was closed.")
    outcome: Outcome | None = field(description="How it ended.")
    reason: str | None = field(description="Why it ended so.")
    evidence: list[Evidence] = field(description="What proves its stages, in the order of time.")
    plain: strawberry.Private[answers.Opportunity]

    @classmethod
    def of(cls, opportunity: answers.Opportunity) -> Self:
        return cls(
            id=ids.written("Opportunity", opportunity.key),
            key=opportunity.key,
            name=opportunity.name,
            motion=opportunity.motion,
            stage=opportunity.stage,
            opened=opportunity.opened,
            closed=opportunity.closed,
            outcome=opportunity.outcome,
            reason=opportunity.reason,
            evidence=[Evidence.of(one) for one in opportunity.evidence],
            plain=opportunity,
        )

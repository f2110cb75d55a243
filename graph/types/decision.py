from typing import Self
from uuid import UUID

import strawberry
from strawberry import Parent, field

from graph import ids
from graph.access import Permission, needs
from graph.answers import RecordedDecision
from graph.context import Info
from graph.entries import Entries
from graph.types import later
from graph.types.left_out import Kept, LeftOut, left_out_field
from graph.types.need import NeedShare
from graph.types.next_steps import NextStep, shown
from graph.types.node import Node
from graph.types.vocabulary import Exhausted, Voice
from recommender import Instant


async def buyer_of(root: Parent["Decision"], info: Info) -> later.Buyer | None:
    if root.buyer_id is None:
        return None
    return later.show(await info.context.loaders.buyers.load(root.buyer_id))


@strawberry.type(
    description="A recorded set: what was recommended together, and how it was drawn.",
    directives=needs(Permission.BUYERS_READ),
)
class Decision(Node):
    at: Instant = field(description="When it was made.")
    buyer: later.Buyer | None = field(
        resolver=buyer_of, description="For whom; null for one never seen before."
    )
    buyer_id: strawberry.Private[UUID | None]
    steps: list[NextStep] = field(description="The set, in the order in which it was shown.")
    chance_any_taken: float = field(description="Chance that at least one step is taken.")
    exhausted: Exhausted | None = field(description="Why there were fewer than asked for.")
    left_out: list[LeftOut] = left_out_field()
    kept_out: Kept
    entries: strawberry.Private[Entries]
    belief: list[NeedShare] = field(description="The belief over needs that it rested on.")
    ordered_propensity: float = field(description="Probability of this set drawn in this order.")
    set_propensity: float = field(description="Probability of this set in any order.")
    model_version: int = field(description="Version of the model that ranked.")
    model_position: str = field(description="How far in the log the model had read.")

    @classmethod
    def of(cls, recorded: RecordedDecision, voice: Voice = Voice.BUYER) -> Self:
        decision, entries = recorded.decision, recorded.entries
        return cls(
            id=ids.written("Decision", decision.id),
            at=decision.at,
            buyer_id=recorded.buyer,
            steps=shown(decision, entries, voice),
            chance_any_taken=decision.chance_any_taken,
            exhausted=decision.exhausted,
            kept_out=decision.left_out,
            entries=entries,
            belief=NeedShare.told(decision.belief, entries),
            ordered_propensity=decision.ordered_propensity,
            set_propensity=decision.set_propensity,
            model_version=decision.model_version,
            model_position=str(decision.model_position),
        )

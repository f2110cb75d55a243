from typing import Self

import strawberry
from strawberry import ID, field

from graph import ids
from graph.access import Permission, needs
from graph.answers import RecordedDecision
from graph.entries import Entries
from graph.types.left_out import Kept, LeftOut, left_out_field
from graph.types.need import NeedShare
from graph.types.next_steps import NextStep, shown
from graph.types.node import Node
from graph.types.vocabulary import Exhausted, Voice
from recommender import Instant


@strawberry.type(
    description="A recorded set: what was recommended together, and how it was drawn.",
    directives=needs(Permission.BUYERS_READ),
)
class Decision(Node):
    at: Instant = field(description="When it was made.")
    buyer: ID | None = field(description="Id of the buyer; null for one never seen before.")
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
    def of(cls, recorded: RecordedDecision, voice: Voice) -> Self:
        decision, entries = recorded.decision, recorded.entries
        return cls(
            id=ids.written("Decision", decision.id),
            at=decision.at,
            buyer=ids.written("Buyer", recorded.buyer) if recorded.buyer else None,
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

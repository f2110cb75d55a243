from typing import Self

import strawberry
from strawberry import ID, field

import recommender
from graph.access import ANYONE
from graph.answers import Advice
from graph.cost import ListSize
from graph.entries import Entries
from graph.types.journey import JourneyState
from graph.types.left_out import Kept, LeftOut, left_out_field
from graph.types.need import Need
from graph.types.offer import Offer
from graph.types.vocabulary import Exhausted, Slot, Voice


@strawberry.type(
    description="One fact that speaks for a step, in the caller's voice.", directives=ANYONE
)
class Reason:
    id: ID = field(description="The fact's id; the same in both voices.")
    term: str = field(description="The term of the ranking that it comes from.")
    weight: float = field(description="Its part of the step's log-odds.")
    text: str = field(description="The fact in words.")

    @classmethod
    def told(cls, reasons: tuple[recommender.Reason, ...], voice: Voice) -> list[Self]:
        """The facts that may be told in this voice."""
        return [
            cls(id=ID(reason.id), term=reason.term, weight=reason.weight, text=text)
            for reason in reasons
            if (text := reason.text(voice)) is not None
        ]


@strawberry.type(description="One recommended offer with its reasons.", directives=ANYONE)
class NextStep:
    offer: Offer = field(description="What is recommended.")
    slot: Slot = field(description="How it came into the set.")
    chance: float = field(description="Chance that it is taken.")
    gain: float = field(description="What it adds to the chance that any step is taken.")
    selection_probability: float = field(description="Probability with which it was drawn.")
    serves: list[Need] = field(description="The likely needs that it serves.")
    reasons: list[Reason] = field(description="Why it is here.")

    @classmethod
    def of(cls, step: recommender.Step, entries: Entries, voice: Voice) -> Self:
        return cls(
            offer=Offer.named(step.offer, entries),
            slot=step.slot,
            chance=step.chance,
            gain=step.gain,
            selection_probability=step.selection_probability,
            serves=[Need.of(need, entries) for need in step.serves],
            reasons=Reason.told(step.reasons, voice),
        )


def shown(decision: recommender.Decision, entries: Entries, voice: Voice) -> list[NextStep]:
    """The steps in the order in which to show them."""
    return [NextStep.of(decision.steps[at], entries, voice) for at in decision.display]


@strawberry.type(
    description="A set of best-bet next steps, never padded and in no one order.", directives=ANYONE
)
class NextSteps:
    decision_id: ID | None = field(
        description="Goes back with what becomes of the set; null in a preview."
    )
    steps: list[NextStep] = field(
        directives=[ListSize(assumed_size=10)],
        description="The set, in the order in which to show it.",
    )
    chance_any_taken: float = field(description="Chance that at least one step is taken.")
    exhausted: Exhausted | None = field(description="Why there are fewer than asked for.")
    left_out: list[LeftOut] = left_out_field()
    kept_out: Kept
    entries: strawberry.Private[Entries]
    journey: JourneyState = field(description="What the set rests on.")

    @classmethod
    def of(cls, advice: Advice, voice: Voice) -> Self:
        decision, entries = advice.decision, advice.entries
        return cls(
            decision_id=ID(str(decision.id)) if advice.recorded else None,
            steps=shown(decision, entries, voice),
            chance_any_taken=decision.chance_any_taken,
            exhausted=decision.exhausted,
            kept_out=decision.left_out,
            entries=entries,
            journey=JourneyState.of(advice.state, decision.belief, entries),
        )

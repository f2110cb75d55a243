from typing import Annotated

import strawberry
from strawberry import argument

from graph.access import ANYONE
from graph.context import Context, Info
from graph.questions import Ask, text
from graph.types.buyer_ref import BuyerRef
from graph.types.next_steps import NextSteps
from graph.types.step_context import StepContext
from graph.types.user_error import UserError, settled
from graph.types.vocabulary import Voice


@strawberry.input(description="For whom and for where a set shall be decided.")
class DecideNextStepsInput:
    buyer: BuyerRef = strawberry.field(description="The buyer; need not be known.")
    context: StepContext = strawberry.field(
        default_factory=StepContext, description="What is known about the moment."
    )
    size: int = strawberry.field(default=5, description="How many steps at most, 1 to 10.")
    decision_key: str | None = strawberry.field(
        default=None, description="Yours, for repeats: the same key gives the same decision."
    )
    voice: Voice = strawberry.field(
        default=Voice.BUYER, description="For whom the reasons are worded."
    )

    def plain(self, asked: Context) -> Ask:
        key = self.decision_key
        return Ask(
            buyer=asked.admitted(self.buyer.plain(), self.voice),
            context=self.context.plain(self.size),
            decision_key=text("decisionKey", key) if key is not None else None,
        )


@strawberry.type(description="A decided set.", directives=ANYONE)
class DecideNextStepsPayload:
    next_steps: NextSteps | None = strawberry.field(
        description="The set, recorded before this answer; null when none was decided."
    )
    user_errors: list[UserError] = strawberry.field(description="Why none was decided.")


async def preview(
    info: Info,
    buyer: Annotated[BuyerRef, argument(description="The buyer; need not be known.")],
    context: Annotated[
        StepContext | None, argument(description="What is known about the moment.")
    ] = None,
    size: Annotated[int, argument(description="How many steps at most, 1 to 10.")] = 5,
    voice: Annotated[Voice, argument(description="For whom the reasons are worded.")] = Voice.BUYER,
) -> NextSteps | None:
    asked = info.context
    ask = Ask(asked.admitted(buyer.plain(), voice), (context or StepContext()).plain(size))
    advice = await asked.ports.advisor.preview(asked.workspace, ask, asked.now)
    return NextSteps.of(advice, voice)


async def decide(
    info: Info,
    given: Annotated[DecideNextStepsInput, argument(name="input", description="What is asked.")],
) -> DecideNextStepsPayload | None:
    decided, flaws = await settled(_decided(info.context, given))
    return DecideNextStepsPayload(next_steps=decided, user_errors=flaws)


async def _decided(asked: Context, given: DecideNextStepsInput) -> NextSteps:
    advice = await asked.ports.advisor.decide(asked.workspace, given.plain(asked), asked.now)
    return NextSteps.of(advice, given.voice)

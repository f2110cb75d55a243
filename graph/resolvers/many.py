from collections.abc import Sequence
from typing import Annotated, Self
from uuid import UUID

import strawberry
from strawberry import Parent, argument, field

from graph import admission, questions
from graph.access import ANYONE, Permission, needs
from graph.answers import Advised, Flaw
from graph.context import Context, Info
from graph.cost import Cost
from graph.errors import BadInput
from graph.paging import ITEMS, MOST_ITEMS, read
from graph.questions import AskMany, text
from graph.types.buyer import Buyer
from graph.types.buyer_filter import BuyerFilter
from graph.types.buyer_ref import BuyerRef
from graph.types.next_steps import NextSteps
from graph.types.step_context import StepContext
from graph.types.user_error import UserError, settled
from graph.types.vocabulary import Voice


@strawberry.input(description="For whom sets shall be decided, and for where.")
class DecideNextStepsForInput:
    buyers: list[BuyerRef] | None = field(
        default=None, description="These buyers, 1 to 100; they need not be known. Or a segment."
    )
    segment: BuyerFilter | None = field(
        default=None, description="The buyers of a segment, a page at a time. Or a list."
    )
    first: int | None = field(
        default=None, description="How many of a segment, 1 to 100; 20 if it is not said."
    )
    after: str | None = field(default=None, description="Only those who follow this cursor.")
    context: StepContext = field(
        default_factory=StepContext, description="What is known about the moment, for all of them."
    )
    size: int = field(default=5, description="How many steps at most for each, 1 to 10.")
    distinct: bool = field(
        default=False,
        description="No two members of one account get the same step in this call.",
    )
    decision_key: str | None = field(
        default=None,
        description="Yours, for repeats: the same key gives each buyer the same decision.",
    )
    voice: Voice = field(default=Voice.BUYER, description="For whom the reasons are worded.")

    def plain(self, asked: Context) -> AskMany:
        """Raises ``BadInput``."""
        key = self.decision_key
        return AskMany(
            whom=self._whom(asked),
            context=self.context.plain(self.size),
            decision_key=text("decisionKey", key) if key is not None else None,
            distinct=self.distinct,
            first=_within("first", ITEMS if self.first is None else self.first),
            after=read("after", self.after),
        )

    def _whom(
        self, asked: Context
    ) -> tuple[questions.BuyerRef | Flaw, ...] | questions.BuyerFilter:
        if self.segment is not None and self.buyers is None:
            admission.hear(asked.principal, self.voice)
            return self.segment.plain()
        if self.segment is not None or self.buyers is None:
            raise BadInput("one of buyers and segment is needed")
        if (self.first, self.after) != (None, None):
            raise BadInput("first and after go through a segment")
        _within("buyers", len(self.buyers))
        return tuple(self._named(asked, one) for one in self.buyers)

    def _named(self, asked: Context, given: BuyerRef) -> questions.BuyerRef | Flaw:
        try:
            return asked.admitted(given.plain(), self.voice)
        except BadInput as bad:
            return Flaw(bad.code, bad.message, bad.field)


def _within(name: str, number: int) -> int:
    if not 1 <= number <= MOST_ITEMS:
        raise BadInput(f"{name} is from 1 to {MOST_ITEMS}", (name,))
    return number


async def buyer_of(root: Parent["NextStepsFor"], info: Info) -> Buyer | None:
    if root.known is None:
        return None
    found = await info.context.loaders.buyers.load(root.known)
    return Buyer.of(found) if found else None


@strawberry.type(
    description="What became of one of the buyers: a set, or why there is none.",
    directives=[*needs(Permission.BUYERS_READ), Cost(weight=10)],
)
class NextStepsFor:
    buyer: Buyer | None = field(
        resolver=buyer_of, description="For whom; null for one never seen before."
    )
    next_steps: NextSteps | None = field(description="The set, recorded before this answer.")
    error: UserError | None = field(description="Why this buyer got none.")
    known: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, advised: Advised, voice: Voice) -> Self:
        if isinstance(advised.outcome, Flaw):
            return cls(
                next_steps=None, error=UserError.told([advised.outcome])[0], known=advised.buyer
            )
        return cls(next_steps=NextSteps.of(advised.outcome, voice), error=None, known=advised.buyer)


@strawberry.type(description="Sets for many buyers.", directives=ANYONE)
class DecideNextStepsForPayload:
    results: list[NextStepsFor] = field(
        description="One for each buyer, in the order of the list, or of the segment."
    )
    has_next_page: bool = field(
        description="More buyers of the segment may follow, though this page held few or none."
    )
    end_cursor: str | None = field(description="Where to go on, for `after`.")
    user_errors: list[UserError] = field(description="Why nothing was decided.")


async def decide(
    info: Info,
    given: Annotated[DecideNextStepsForInput, argument(name="input", description="What is asked.")],
) -> DecideNextStepsForPayload | None:
    decided, flaws = await settled(_decided(info.context, given))
    return decided or DecideNextStepsForPayload(
        results=[], has_next_page=False, end_cursor=None, user_errors=flaws
    )


async def _decided(asked: Context, given: DecideNextStepsForInput) -> DecideNextStepsForPayload:
    results: list[NextStepsFor] = []

    async def take(advised: Sequence[Advised]) -> None:
        results.extend(NextStepsFor.of(one, given.voice) for one in advised)

    place = await asked.ports.crowd_advisor.decide_many(
        asked.workspace, given.plain(asked), asked.now, take
    )
    return DecideNextStepsForPayload(
        results=results,
        has_next_page=place is not None,
        end_cursor=place and place.written(),
        user_errors=[],
    )

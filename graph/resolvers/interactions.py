from typing import Annotated

import strawberry
from strawberry import argument, field

from graph.access import ANYONE
from graph.context import Context, Info
from graph.errors import BadInput
from graph.types.interaction_input import InteractionInput, InteractionResult
from graph.types.user_error import UserError, settled

MOST_ACTS = 100


@strawberry.input(description="Interactions to take in.")
class RecordInteractionsInput:
    interactions: list[InteractionInput] = field(description="1 to 100 of them, in any order.")


@strawberry.type(description="What became of each interaction.", directives=ANYONE)
class RecordInteractionsPayload:
    results: list[InteractionResult] = field(
        description="One for each, in the order given; empty when none was looked at."
    )
    user_errors: list[UserError] = field(description="Why none was looked at.")


async def record(
    info: Info,
    given: Annotated[RecordInteractionsInput, argument(name="input", description="What happened.")],
) -> RecordInteractionsPayload | None:
    results, flaws = await settled(_recorded(info.context, given))
    return RecordInteractionsPayload(results=results or [], user_errors=flaws)


async def _recorded(asked: Context, given: RecordInteractionsInput) -> list[InteractionResult]:
    if not 1 <= len(given.interactions) <= MOST_ACTS:
        raise BadInput(f"interactions holds 1 to {MOST_ACTS} of them", ("interactions",))
    acts = tuple(interaction.plain() for interaction in given.interactions)
    receipts = await asked.ports.recorder.record(
        asked.workspace, acts, asked.now, trusted=asked.principal.vouches
    )
    return [InteractionResult.of(receipt) for receipt in receipts]

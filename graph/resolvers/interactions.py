from typing import Annotated

import strawberry
from strawberry import argument, field

from graph.access import ANYONE
from graph.context import Info
from graph.errors import BadInput
from graph.types.interaction_input import InteractionInput, InteractionResult

MOST_ACTS = 100


@strawberry.input(description="Interactions to take in.")
class RecordInteractionsInput:
    interactions: list[InteractionInput] = field(description="1 to 100 of them, in any order.")


@strawberry.type(description="What became of each interaction.", directives=ANYONE)
class RecordInteractionsPayload:
    results: list[InteractionResult] = field(description="One for each, in the order given.")


async def record(
    info: Info,
    given: Annotated[RecordInteractionsInput, argument(name="input", description="What happened.")],
) -> RecordInteractionsPayload | None:
    if not 1 <= len(given.interactions) <= MOST_ACTS:
        raise BadInput(f"interactions holds 1 to {MOST_ACTS} of them")
    asked = info.context
    acts = tuple(interaction.plain() for interaction in given.interactions)
    receipts = await asked.ports.recorder.record(
        asked.workspace, acts, asked.now, trusted=asked.principal.vouches
    )
    return RecordInteractionsPayload(results=[InteractionResult.of(r) for r in receipts])

from typing import Annotated
from uuid import UUID

from strawberry import ID, argument

from graph import ids
from graph.context import Context, Info
from graph.questions import is_uuid
from graph.types.decision import Decision
from graph.types.interaction import Interaction
from graph.types.vocabulary import Voice


async def find_decision(asked: Context, local: str, voice: Voice = Voice.BUYER) -> Decision | None:
    if not is_uuid(local):
        return None
    found = await asked.loaders.decisions.load(UUID(local))
    return Decision.of(found, voice) if found else None


async def find_interaction(asked: Context, local: str) -> Interaction | None:
    if not is_uuid(local):
        return None
    found = await asked.loaders.acts.load(UUID(local))
    return Interaction.of(found) if found else None


async def decision(
    info: Info,
    given: Annotated[ID, argument(name="id", description="Id of the decision.")],
    voice: Annotated[Voice, argument(description="For whom the reasons are worded.")] = Voice.BUYER,
) -> Decision | None:
    return await find_decision(info.context, ids.bare("Decision", given), voice)

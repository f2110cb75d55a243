from typing import Annotated
from uuid import UUID

from strawberry import ID, argument

from graph.context import Info
from graph.types.decision import Decision
from graph.types.vocabulary import Voice


async def decision(
    info: Info,
    key: Annotated[ID, argument(name="id", description="Id of the decision.")],
    voice: Annotated[Voice, argument(description="For whom the reasons are worded.")] = Voice.BUYER,
) -> Decision | None:
    asked = info.context
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    found = await asked.ports.decisions.decision(asked.workspace, wanted)
    return Decision.of(found, voice) if found else None

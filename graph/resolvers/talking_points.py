from typing import Annotated

from strawberry import argument

from graph.context import Info
from graph.questions import Crowd
from graph.types.talking_points import TalkingPoints, TalkingPointsRef
from graph.types.vocabulary import Channel, Voice


async def talking_points(
    info: Info,
    given: Annotated[TalkingPointsRef, argument(name="for", description="Whom they are about.")],
    channel: Annotated[
        Channel, argument(description="Where the talk takes place; what is shown suits it.")
    ] = Channel.SALES,
) -> TalkingPoints | None:
    asked, about = info.context, given.plain()
    if not isinstance(about, Crowd):
        asked.admitted(about, Voice.SELLER)
    found = await asked.ports.briefer.brief(asked.workspace, about, channel, asked.now)
    return TalkingPoints.of(found) if found else None

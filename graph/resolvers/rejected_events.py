from uuid import UUID

from graph.context import Context, Info
from graph.questions import is_uuid
from graph.resolvers.exploration import After, First, page_size
from graph.types.page import Connection, rejected_events_page
from graph.types.rejected_event import RejectedEvent


async def find_rejected_event(asked: Context, local: str) -> RejectedEvent | None:
    if not is_uuid(local):
        return None
    found = await asked.ports.recorder.rejected_event(asked.workspace, UUID(local))
    return RejectedEvent.of(found) if found else None


async def rejected_events(
    info: Info, first: First, after: After = None
) -> Connection[RejectedEvent] | None:
    asked = info.context
    page = await asked.ports.recorder.rejected(asked.workspace, page_size(first), after)
    return rejected_events_page(page)

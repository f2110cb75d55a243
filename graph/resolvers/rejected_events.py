from uuid import UUID

from graph.context import Context, Info
from graph.paging import Window
from graph.questions import is_uuid
from graph.types.page import After, Before, Connection, First, Last, connection
from graph.types.rejected_event import RejectedEvent


async def find_rejected_event(asked: Context, local: str) -> RejectedEvent | None:
    if not is_uuid(local):
        return None
    found = await asked.ports.recorder.rejected_event(asked.workspace, UUID(local))
    return RejectedEvent.of(found) if found else None


async def rejected_events(
    info: Info,
    *,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
) -> Connection[RejectedEvent] | None:
    asked = info.context
    window = Window.of(first, last, after, before)
    page = await asked.ports.recorder.rejected(asked.workspace, window)
    return connection(page, RejectedEvent.of)

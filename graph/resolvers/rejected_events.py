from graph.context import Info
from graph.resolvers.exploration import After, First, page_size
from graph.types.page import Connection, rejected_events_page
from graph.types.rejected_event import RejectedEvent


async def rejected_events(
    info: Info, first: First, after: After = None
) -> Connection[RejectedEvent] | None:
    asked = info.context
    page = await asked.ports.recorder.rejected(asked.workspace, page_size(first), after)
    return rejected_events_page(page)

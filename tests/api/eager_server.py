"""The control of the crash test: a server that says "stored" before it is.

If the test sees nothing lost here, it cannot see loss at all.
"""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from api.commands.main import main
from api.services.record import Recorder
from api.store.arrivals import ACCEPTED, Event, Receipt

stored = Recorder.record
under_way: set[asyncio.Future[Any]] = set()


async def record(
    self: Recorder, workspace: UUID, events: Sequence[Event], **rest: Any
) -> list[Receipt]:
    writing = asyncio.ensure_future(stored(self, workspace, events, **rest))
    under_way.add(writing)
    writing.add_done_callback(under_way.discard)
    return [ACCEPTED] * len(events)


Recorder.record = record  # type: ignore[method-assign]  # that is the fault to be seen

if __name__ == "__main__":
    main()

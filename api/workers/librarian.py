"""Keeps the shelves of trusted documents current, in every process that serves from them."""

import asyncio
from random import Random

import structlog

from api.services.documents import Documents

PAUSE = 1.0
"""Seconds until a change is seen, at most and a little more."""
JITTER = 0.1
"""So that processes do not ask in step."""

log = structlog.get_logger()


class Librarian:
    def __init__(self, documents: Documents, random: Random) -> None:
        self._documents = documents
        self._random = random

    async def run(self) -> None:
        while True:
            await asyncio.sleep(PAUSE + self._random.uniform(-JITTER, JITTER))
            for workspace in self._documents.served:
                try:
                    await self._documents.renew(workspace)
                except Exception as error:  # noqa: BLE001  # it must not end the renewing of the others
                    log.warning(
                        "documents_not_renewed",
                        workspace=str(workspace),
                        error=type(error).__name__,
                    )

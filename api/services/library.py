"""The catalogue as it is served."""

from uuid import UUID

from api.services.desk import Desks
from graph.entries import Entries


class Library:
    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def entries(self, workspace: UUID) -> Entries:
        return (await self._desks.at(workspace)).layout.entries

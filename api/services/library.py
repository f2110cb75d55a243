"""The catalogue as it is served."""

from uuid import UUID

from api.services.desk import Desks
from recommender import Catalogue, Link, Offer


class Library:
    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def catalogue(self, workspace: UUID) -> Catalogue:
        return (await self._desks.at(workspace)).layout.catalogue

    async def offer(self, workspace: UUID, key: str) -> Offer | None:
        return (await self._desks.at(workspace)).layout.offers.get(key)

    async def links_from(self, workspace: UUID, key: str) -> tuple[Link, ...]:
        return (await self._desks.at(workspace)).layout.links.get(key, ())

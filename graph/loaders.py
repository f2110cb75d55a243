"""What one request looks up: each thing once, and all that is asked for at one time together.

So the number of queries follows the shape of a document, never the number of things in the answer.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Generic, TypeAlias, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from graph.answers import Account, Group, KnownBuyer, Opportunity, ReadJourney, RecordedDecision
from graph.paging import Page, Window
from graph.ports import AccountKey, GroupKey, OpportunityKey, Ports
from recommender import Instant, Interaction

Key = TypeVar("Key", bound=UUID | str)
By = TypeVar("By", bound=str)
Found = TypeVar("Found")
OfOne: TypeAlias = tuple[UUID, Window]
"""A page of what belongs to one thing."""


class Loaders:
    """Made anew for each request, so it belongs to one workspace and one moment."""

    def __init__(self, ports: Ports, workspace: UUID, now: Instant) -> None:
        registry, companies, chronicle = ports.registry, ports.companies, ports.chronicle
        self.buyers: DataLoader[UUID, KnownBuyer | None] = by_key(
            partial(registry.buyers, workspace)
        )
        self.journeys: DataLoader[UUID, ReadJourney | None] = by_key(
            lambda ids: registry.journeys(workspace, ids, now)
        )
        self.colleagues: DataLoader[OfOne, Page[KnownBuyer]] = by_page(
            partial(registry.colleagues, workspace)
        )
        self.accounts = Several[AccountKey, Account](partial(companies.accounts, workspace))
        self.groups = Several[GroupKey, Group](partial(companies.groups, workspace))
        self.opportunities = Several[OpportunityKey, Opportunity](
            partial(companies.opportunities, workspace)
        )
        self.acts: DataLoader[UUID, Interaction | None] = by_key(partial(chronicle.acts, workspace))
        self.acts_of: DataLoader[OfOne, Page[Interaction]] = by_page(
            partial(chronicle.acts_of, workspace)
        )
        self.decisions: DataLoader[UUID, RecordedDecision | None] = by_key(
            partial(chronicle.decisions, workspace)
        )
        self.decisions_of: DataLoader[OfOne, Page[RecordedDecision]] = by_page(
            partial(chronicle.decisions_of, workspace)
        )


def by_key(
    find: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Found]]],
) -> DataLoader[Key, Found | None]:
    async def load(keys: list[Key]) -> list[Found | None]:
        found = await find(keys)
        return [found.get(key) for key in keys]

    return DataLoader(load)


def by_page(
    find: Callable[[Sequence[UUID], Window], Awaitable[Mapping[UUID, Page[Found]]]],
) -> DataLoader[OfOne, Page[Found]]:
    """One query for each window: a document asks for a few, of many things each."""

    async def load(asked: list[OfOne]) -> list[Page[Found]]:
        together = defaultdict[Window, list[UUID]](list)
        for one, window in asked:
            together[window].append(one)
        pages = {window: await find(ones, window) for window, ones in together.items()}
        return [pages[window][one] for one, window in asked]

    return DataLoader(load)


class Several(Generic[By, Found]):
    """Things of which several may belong to what they are asked for by."""

    def __init__(
        self,
        find: Callable[
            [By, Sequence[UUID | str]], Awaitable[Mapping[UUID | str, tuple[Found, ...]]]
        ],
    ) -> None:
        self._find = find
        self._loaders: dict[By, DataLoader[UUID | str, tuple[Found, ...] | None]] = {}

    async def load(self, by: By, key: UUID | str) -> tuple[Found, ...]:
        if by not in self._loaders:
            self._loaders[by] = by_key(partial(self._find, by))
        return await self._loaders[by].load(key) or ()

    async def one(self, by: By, key: UUID | str) -> Found | None:
        return next(iter(await self.load(by, key)), None)

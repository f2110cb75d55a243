"""Companies, the groups that decide in them, and what they decide on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar
from uuid import UUID

from api.store import companies, groups, opportunities
from api.store.companies import Company
from api.store.database import Database
from graph.answers import Account, Evidence, Group, Member, Opportunity, Standing
from graph.paging import Found, Page, Place, Window
from graph.ports import AccountKey, GroupKey, Named, OpportunityKey

Thing = TypeVar("Thing")
Keys: TypeAlias = Mapping[str, Callable[[Thing], Iterable[UUID | str | None]]]
"""What a thing is found by, under each way to ask for it."""
Of: TypeAlias = Mapping[UUID | str, tuple[Thing, ...]]

ACCOUNT: Keys[Account] = {"id": lambda one: [one.id], "key": lambda one: [one.key]}
GROUP: Keys[Group] = {
    "id": lambda one: [one.id],
    "key": lambda one: [one.key],
    "account": lambda one: [one.account],
    "member": lambda one: [member.buyer for member in one.members],
}
OPPORTUNITY: Keys[Opportunity] = {
    "key": lambda one: [one.key],
    "account": lambda one: [one.account],
    "group": lambda one: [one.group],
}


class Companies:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def accounts(self, workspace: UUID, by: AccountKey, named: Named) -> Of[Account]:
        async with self._database.read(workspace) as reader:
            found = await companies.some(reader, workspace, by, named)
        return _by(ACCOUNT[by], map(_account, found))

    async def all_accounts(self, workspace: UUID, window: Window) -> Page[Account]:
        async with self._database.read(workspace) as reader:
            found = await companies.page(
                reader,
                workspace,
                after=window.after.name if window.after else "",
                before=window.before.name if window.before else None,
                limit=window.limit,
                backwards=window.backwards,
            )
        return window.page([Found(_account(one), Place(0, one.key)) for one in found])

    async def groups(self, workspace: UUID, by: GroupKey, named: Named) -> Of[Group]:
        async with self._database.read(workspace) as reader:
            found = await groups.some(reader, workspace, by, named)
        return _by(GROUP[by], map(_group, found))

    async def opportunities(
        self, workspace: UUID, by: OpportunityKey, named: Named
    ) -> Of[Opportunity]:
        async with self._database.read(workspace) as reader:
            found = await opportunities.some(reader, workspace, by, named)
        return _by(OPPORTUNITY[by], map(_opportunity, found))


def _by(keys: Callable[[Thing], Iterable[UUID | str | None]], things: Iterable[Thing]) -> Of[Thing]:
    of = defaultdict[UUID | str, list[Thing]](list)
    for thing in things:
        for key in keys(thing):
            if key is not None:
                of[key].append(thing)
    return {key: tuple(found) for key, found in of.items()}


def _account(of: Company) -> Account:
    return Account(of.id, of.key, of.name, of.vertical)


def _group(of: groups.Group) -> Group:
    return Group(
        id=of.id,
        key=of.key,
        name=of.name,
        account=of.account,
        created=of.created,
        motion=of.motion,
        members=tuple(Member(m.buyer, m.roles, Standing(m.standing.value)) for m in of.members),
    )


def _opportunity(of: opportunities.Opportunity) -> Opportunity:
    return Opportunity(
        id=of.id,
        key=of.key,
        name=of.name,
        account=of.account,
        group=of.group,
        motion=of.motion,
        stage=of.stage,
        opened=of.opened,
        closed=of.closed,
        outcome=of.outcome,
        reason=of.reason,
        evidence=tuple(Evidence(e.stage, e.interaction, e.noted) for e in of.evidence),
    )

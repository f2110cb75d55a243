"""What the demo's buying groups decide: each group with its members, each purchase it was about."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from api.demo.accounts import Account, Chapter
from api.store import buyers, groups, opportunities
from api.store.database import Database
from api.store.decisions import Ref
from api.store.derived import account_id
from api.store.groups import Group, Member
from api.store.opportunities import Opportunity
from recommender import DAY, Instant


async def is_complete(database: Database, workspace: UUID, accounts: Sequence[Account]) -> bool:
    """Opportunities are written last: where all of them are, all else is."""
    written = await opportunities.of_account(database, workspace)
    return len(written) >= sum(len(_told(account)) for account in accounts)


async def write(
    database: Database, workspace: UUID, accounts: Sequence[Account], end: Instant
) -> None:
    """``end`` is the day that the accounts' days are counted back from."""
    for account in accounts:
        await groups.save(database, workspace, await _group(database, workspace, account, end))
    for account in accounts:
        for chapter in _told(account):
            made = _opportunity(workspace, account, chapter, end)
            await opportunities.save(database, workspace, made)


async def _group(database: Database, workspace: UUID, account: Account, end: Instant) -> Group:
    roles = {member.user: member.roles for member in account.members}
    roles |= dict.fromkeys(account.guests, ("adviser",))
    refs = {user: Ref("user_id", user) for user in roles}
    found = {user: await buyers.find(database, workspace, ref) for user, ref in refs.items()}
    return Group(
        id=_group_id(workspace, account),
        key=account.group.key,
        name=account.group.name,
        account=account_id(workspace, account.key),
        created=_before(end, account.chapters[-1].first),
        motion=account.group.motion,
        members=tuple(
            Member(buyer, roles[user]) for user, buyer in found.items() if buyer is not None
        ),
    )


def _told(account: Account) -> list[Chapter]:
    """The chapters that were about a purchase: those that ended, and the one that goes on."""
    return [c for c in account.chapters if c.outcome is not None or c is account.chapters[-1]]


def _opportunity(workspace: UUID, account: Account, chapter: Chapter, end: Instant) -> Opportunity:
    key = f"{account.key}-{chapter.motion}-{chapter.first}"
    own = chapter is account.chapters[-1]
    return Opportunity(
        id=uuid5(workspace, f"opportunity:{key}"),
        key=key,
        name=account.group.name if own else f"{account.name}: {chapter.motion.replace('_', ' ')}",
        account=account_id(workspace, account.key),
        opened=_before(end, chapter.first),
        group=_group_id(workspace, account),
        motion=chapter.motion,
        closed=None if chapter.outcome is None else _before(end, chapter.last),
        outcome=chapter.outcome,
        reason=chapter.reason,
    )


def _group_id(workspace: UUID, account: Account) -> UUID:
    return uuid5(workspace, f"group:{account.group.key}")


def _before(end: Instant, days: int) -> Instant:
    return Instant(end - days * DAY)

from typing import Annotated

from strawberry import ID, argument

from graph import ids
from graph.context import Context, Info
from graph.paging import Window
from graph.questions import text
from graph.types.account import Account
from graph.types.buying_group import BuyingGroup
from graph.types.opportunity import Opportunity
from graph.types.page import After, Before, Connection, First, Last, connection


async def find_account(asked: Context, key: str) -> Account | None:
    found = await asked.loaders.accounts.one("key", key)
    return Account.of(found) if found else None


async def find_group(asked: Context, key: str) -> BuyingGroup | None:
    found = await asked.loaders.groups.one("key", key)
    return BuyingGroup.of(found) if found else None


async def find_opportunity(asked: Context, key: str) -> Opportunity | None:
    found = await asked.loaders.opportunities.one("key", key)
    return Opportunity.of(found) if found else None


async def account(
    info: Info, given: Annotated[ID, argument(name="id", description="Id or key of the account.")]
) -> Account | None:
    return await find_account(info.context, ids.bare("Account", text("id", given)))


async def accounts(
    info: Info,
    *,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
) -> Connection[Account] | None:
    asked = info.context
    window = Window.of(first, last, after, before)
    page = await asked.ports.companies.all_accounts(asked.workspace, window)
    return connection(page, Account.of)


async def buying_group(
    info: Info, given: Annotated[ID, argument(name="id", description="Id or key of the group.")]
) -> BuyingGroup | None:
    return await find_group(info.context, ids.bare("BuyingGroup", text("id", given)))


async def opportunity(
    info: Info,
    given: Annotated[ID, argument(name="id", description="Id or key of the opportunity.")],
) -> Opportunity | None:
    return await find_opportunity(info.context, ids.bare("Opportunity", text("id", given)))

"""The companies that buyers belong to."""

from collections.abc import Mapping
from uuid import UUID

from api.store.arrivals import Account
from api.store.connection import Writer
from api.store.derived import account_id

UPSERT = """
INSERT INTO account (workspace_id, id, key, name, vertical)
SELECT $1, id, key, name, vertical
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) AS new(id, key, name, vertical)
ON CONFLICT (workspace_id, key) DO UPDATE SET
    name = COALESCE(excluded.name, account.name),
    vertical = COALESCE(excluded.vertical, account.vertical)
RETURNING key, id
"""
ENROL = """
UPDATE buyer SET account_id = m.account
FROM unnest($2::uuid[], $3::uuid[]) AS m(buyer, account)
WHERE workspace_id = $1 AND id = m.buyer AND account_id IS DISTINCT FROM m.account
"""


async def enrol(connection: Writer, workspace: UUID, companies: Mapping[UUID, Account]) -> None:
    """Puts buyers, whose rows must be held, into their companies."""
    by_key: dict[str, Account] = {}
    for account in companies.values():
        by_key[account.key] = account.over(by_key.get(account.key))
    accounts = [by_key[key] for key in sorted(by_key)]
    rows = await connection.fetch(
        UPSERT,
        workspace,
        [account_id(workspace, account.key) for account in accounts],
        [account.key for account in accounts],
        [account.name for account in accounts],
        [account.vertical for account in accounts],
    )
    ids: dict[str, UUID] = dict(map(tuple, rows))
    await connection.execute(
        ENROL,
        workspace,
        list(companies),
        [ids[account.key] for account in companies.values()],
    )

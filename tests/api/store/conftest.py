"""People of a workspace, written as plain rows."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest

from api.store.database import Database
from recommender import Instant

THEN = Instant(1_750_000_000_000)
AddBuyer = Callable[..., Awaitable[UUID]]


@pytest.fixture
def add_buyer(database: Database, workspace: UUID) -> AddBuyer:
    """``await add_buyer(merged_into=None, account=None, state=None, user_id="u1", ...)``."""

    async def add(
        merged_into: UUID | None = None,
        account: UUID | None = None,
        state: str | None = None,
        **identities: str,
    ) -> UUID:
        id_ = uuid4()
        async with database.transaction(workspace) as connection:
            await connection.execute(
                "INSERT INTO buyer (workspace_id, id, merged_into, account_id, created_at) "
                "VALUES ($1, $2, $3, $4, $5)",
                *(workspace, id_, merged_into, account, THEN),
            )
            await connection.executemany(
                "INSERT INTO identity (workspace_id, kind, value, buyer_id) "
                "VALUES ($1, $2, $3, $4)",
                [(workspace, kind, value, id_) for kind, value in identities.items()],
            )
            if state is not None:
                await connection.execute(
                    "INSERT INTO journey (workspace_id, buyer_id, state) VALUES ($1, $2, $3)",
                    *(workspace, id_, state),
                )
        return id_

    return add


@pytest.fixture
async def account(database: Database, workspace: UUID) -> UUID:
    id_ = uuid4()
    async with database.transaction(workspace) as connection:
        await connection.execute(
            "INSERT INTO account (workspace_id, id, key, name, vertical) "
            "VALUES ($1, $2, 'acme', 'Acme', 'retail')",
            *(workspace, id_),
        )
    return id_

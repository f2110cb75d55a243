from uuid import UUID, uuid4

import pytest

from api.errors import UnknownBuyer
from api.store import buyers
from api.store.buyers import Account, Profile
from api.store.database import Database
from api.store.decisions import Ref
from recommender import Instant, Journey

THEN = Instant(1_750_000_000_000)


async def test_a_profile_has_the_identifiers_of_all_who_were_merged(
    database: Database, workspace: UUID, add_buyer, account: UUID
) -> None:
    survivor = await add_buyer(account=account, user_id="u-1", anonymous_id="a-1")
    absorbed = await add_buyer(merged_into=survivor, email="a@b.c")
    expected = Profile(
        survivor,
        THEN,
        (("anonymous_id", "a-1"), ("email", "a@b.c"), ("user_id", "u-1")),
        Account(account, "acme", "Acme", "retail"),
        Journey.empty(),
    )
    for ref in (Ref("email", "a@b.c"), Ref("user_id", "u-1"), Ref("id", str(absorbed))):
        assert await buyers.find(database, workspace, ref) == survivor
        assert await buyers.profile(database, workspace, ref) == expected


async def test_a_stranger_is_told(database: Database, workspace: UUID, add_buyer) -> None:
    await add_buyer(user_id="u-1")
    for ref in (Ref("user_id", "u-2"), Ref("email", "u-1"), Ref("id", str(uuid4()))):
        assert await buyers.find(database, workspace, ref) is None
        with pytest.raises(UnknownBuyer):
            await buyers.profile(database, workspace, ref)


async def test_the_buyer_of_another_workspace_is_a_stranger(database: Database, add_buyer) -> None:
    id_ = await add_buyer(user_id="u-1")
    for ref in (Ref("user_id", "u-1"), Ref("id", str(id_))):
        assert await buyers.find(database, uuid4(), ref) is None

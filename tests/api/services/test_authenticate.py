import pytest

from api.errors import RevokedKey, Unauthorized, UnknownKey
from api.services.authenticate import TRUSTED, Authenticate
from api.store import api_keys
from api.store.database import Database
from recommender import Instant
from tests.api.house import PEPPER, START, furnish
from tests.conftest import Urls


async def test_a_key_is_asked_for_once_in_a_few_seconds(urls: Urls, database: Database) -> None:
    workspace, secret, _ = await furnish(database)
    statements: list[str] = []
    counted = await Database.open(urls.app, size=1, on_query=statements.append)
    doorkeeper = Authenticate(counted, PEPPER)
    for at in (0, 1, TRUSTED - 1, TRUSTED, TRUSTED + 1):
        access = await doorkeeper.access(secret, Instant(START + at))
        assert access.workspace == workspace
    await counted.close()
    assert [statement for statement in statements if "find_key" in statement] == [
        "SELECT * FROM find_key($1)",
        "SELECT * FROM find_key($1)",
    ]


async def test_a_revoked_key_is_refused_after_a_few_seconds(database: Database) -> None:
    workspace, secret, _ = await furnish(database)
    doorkeeper = Authenticate(database, PEPPER)
    access = await doorkeeper.access(secret, START)
    await api_keys.revoke(database, workspace, access.key, START)
    with pytest.raises(RevokedKey):
        await doorkeeper.access(secret, Instant(START + TRUSTED))


@pytest.mark.parametrize(
    ("key", "error"),
    [(None, Unauthorized), ("", Unauthorized), ("nonsense", UnknownKey), ("\ud800", UnknownKey)],
)
async def test_what_is_no_key_is_refused(
    database: Database, key: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await Authenticate(database, PEPPER).access(key, START)


async def test_a_key_issued_a_moment_ago_opens(database: Database) -> None:
    """What was not found is not remembered."""
    doorkeeper = Authenticate(database, PEPPER)
    with pytest.raises(UnknownKey):
        await doorkeeper.access("cairn_sk_live_" + "1" * 43, START)
    _, secret, _ = await furnish(database)
    assert (await doorkeeper.access(secret, START)).key is not None

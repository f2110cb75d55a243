from uuid import UUID, uuid4

import pytest

from api.errors import NotFound, RevokedKey, UnknownKey
from api.keys import ApiKey, KeyKind
from api.store import api_keys
from api.store.database import Database
from recommender import Instant

PEPPER = b"pepper"
THEN = Instant(1_750_000_000_000)


async def _issue(database: Database, workspace: UUID, kind: KeyKind = KeyKind.SECRET) -> ApiKey:
    return await api_keys.issue(database, workspace, kind, name="site", pepper=PEPPER, at=THEN)


@pytest.mark.parametrize("kind", KeyKind)
async def test_a_key_opens_its_workspace(
    database: Database, workspace: UUID, kind: KeyKind
) -> None:
    key = await _issue(database, workspace, kind)
    (stored,) = await api_keys.issued(database, workspace)
    found = await api_keys.find(database, key.text, PEPPER)
    assert found == api_keys.Access(workspace, stored.id, kind)
    assert stored == api_keys.StoredKey(stored.id, kind, "site", key.prefix, key.last4, THEN, None)


async def test_unknown_keys_are_all_refused_alike(database: Database, workspace: UUID) -> None:
    key = await _issue(database, workspace)
    stranger = ApiKey.of(KeyKind.SECRET, bytes(32)).text
    for text, pepper in ((stranger, PEPPER), ("nonsense", PEPPER), (key.text, b"other")):
        with pytest.raises(UnknownKey):
            await api_keys.find(database, text, pepper)


async def test_a_revoked_key_is_told_from_an_unknown_one(
    database: Database, workspace: UUID
) -> None:
    key = await _issue(database, workspace)
    (stored,) = await api_keys.issued(database, workspace)
    await api_keys.revoke(database, workspace, stored.id, Instant(THEN + 1))
    await api_keys.revoke(database, workspace, stored.id, Instant(THEN + 2))
    with pytest.raises(RevokedKey):
        await api_keys.find(database, key.text, PEPPER)
    (after,) = await api_keys.issued(database, workspace)
    assert after.revoked_at == THEN + 1


async def test_another_workspace_cannot_revoke_or_list_it(
    database: Database, workspace: UUID
) -> None:
    key = await _issue(database, workspace)
    (stored,) = await api_keys.issued(database, workspace)
    with pytest.raises(NotFound):
        await api_keys.revoke(database, uuid4(), stored.id, THEN)
    assert await api_keys.issued(database, uuid4()) == ()
    assert (await api_keys.find(database, key.text, PEPPER)).workspace == workspace


async def test_the_key_itself_is_nowhere_in_the_table(database: Database, workspace: UUID) -> None:
    key = await _issue(database, workspace)
    async with database.read(workspace) as reader:
        row = await reader.fetchval("SELECT api_key::text FROM api_key")
    assert key.text not in str(row)
    assert key.digest(PEPPER).hex() in str(row)

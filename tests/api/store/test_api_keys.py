from uuid import UUID, uuid4

import pytest

from api.errors import NotFound, RevokedKey, UnknownKey
from api.keys import MOST, ApiKey, KeyKind
from api.store import api_keys
from api.store.api_keys import Grant, StoredKey
from api.store.database import Database
from graph.access import Permission
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
    assert found == api_keys.Access(workspace, stored.id, kind, MOST[kind], (), None)
    whole = Grant.whole(kind, "site")
    assert stored == StoredKey(stored.id, whole, key.prefix, key.last4, THEN, None, None)


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


async def test_a_key_does_what_it_was_granted(database: Database, workspace: UUID) -> None:
    scopes = frozenset({Permission.EVENTS_WRITE})
    given = Grant(KeyKind.SECRET, "sync", scopes, ("https://a.example", "https://*.b.example"))
    key = await api_keys.grant(database, workspace, given, pepper=PEPPER, at=THEN)
    (stored,) = await api_keys.issued(database, workspace)
    found = await api_keys.find(database, key.text, PEPPER)
    assert (stored.grant, found.scopes, found.origins) == (given, scopes, given.origins)


async def test_a_rotated_key_has_the_same_rights_and_the_old_one_an_end(
    database: Database, workspace: UUID
) -> None:
    given = Grant(KeyKind.PUBLISHABLE, "site", MOST[KeyKind.PUBLISHABLE], ("https://a.example",))
    old = await api_keys.grant(database, workspace, given, pepper=PEPPER, at=THEN)
    (stored,) = await api_keys.issued(database, workspace)
    for until in (Instant(THEN + 9), Instant(THEN + 99)):  # a later rotation prolongs nothing
        new = await api_keys.rotate(
            database, workspace, stored.id, pepper=PEPPER, at=Instant(THEN + 1), until=until
        )
        assert (await api_keys.find(database, new.text, PEPPER)).expires_at is None
    assert (await api_keys.find(database, old.text, PEPPER)).expires_at == THEN + 9
    assert {one.grant for one in await api_keys.issued(database, workspace)} == {given}


async def test_no_key_is_rotated_that_is_revoked_or_of_another_workspace(
    database: Database, workspace: UUID
) -> None:
    await _issue(database, workspace)
    (stored,) = await api_keys.issued(database, workspace)
    until = Instant(THEN + 9)
    with pytest.raises(NotFound):
        await api_keys.rotate(database, uuid4(), stored.id, pepper=PEPPER, at=THEN, until=until)
    await api_keys.revoke(database, workspace, stored.id, THEN)
    with pytest.raises(RevokedKey):
        await api_keys.rotate(database, workspace, stored.id, pepper=PEPPER, at=THEN, until=until)
    (after,) = await api_keys.issued(database, workspace)
    assert after.expires_at is None

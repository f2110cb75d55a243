from typing import Any

import pytest

from api.errors import ExpiredKey, OriginNotAllowed, RevokedKey, Unauthorized, UnknownKey
from api.keys import BROWSERS, ApiKey, KeyKind
from api.services.authenticate import Authenticate
from api.services.credentials import Credentials
from api.services.memory import TRUSTED
from api.store import api_keys
from api.store.api_keys import Grant
from api.store.database import Database
from graph.access import Permission, Principal
from recommender import SECOND, Instant
from tests.api.house import PEPPER, START, furnish
from tests.conftest import Urls


async def test_a_key_is_asked_for_once_in_half_a_second(urls: Urls, database: Database) -> None:
    workspace, secret, _ = await furnish(database)
    statements: list[str] = []
    counted = await Database.open(urls.app, size=1, on_query=statements.append)
    doorkeeper = Authenticate(counted, PEPPER)
    for at in (0, 1, TRUSTED - 1, TRUSTED, TRUSTED + 1):
        principal = await doorkeeper.principal(Credentials(secret), Instant(START + at))
        assert principal.workspace == workspace
    await counted.close()
    assert [statement for statement in statements if "find_key" in statement] == [
        "SELECT * FROM find_key($1)",
        "SELECT * FROM find_key($1)",
    ]


async def test_what_is_mistyped_costs_no_query(urls: Urls) -> None:
    statements: list[str] = []
    counted = await Database.open(urls.app, size=1, on_query=statements.append)
    statements.clear()
    key = ApiKey.of(KeyKind.SECRET, bytes(32)).text
    with pytest.raises(UnknownKey):
        await Authenticate(counted, PEPPER).principal(Credentials(key[:-1] + "_"), START)
    await counted.close()
    assert statements == []


async def test_a_revoked_key_is_refused_by_all_within_a_second(
    urls: Urls, database: Database
) -> None:
    """Each with its own memory and its own connections, as two processes are."""
    workspace, secret, _ = await furnish(database)
    other = await Database.open(urls.app, size=1)
    doorkeepers = [Authenticate(one, PEPPER) for one in (database, other)]
    for doorkeeper in doorkeepers:
        await doorkeeper.principal(Credentials(secret), START)
    found = await api_keys.find(database, secret, PEPPER)
    await api_keys.revoke(database, workspace, found.key, START)
    for doorkeeper in doorkeepers:
        with pytest.raises(RevokedKey):
            await doorkeeper.principal(Credentials(secret), Instant(START + SECOND))
    await other.close()


async def test_a_rotated_key_opens_until_its_end_and_no_moment_longer(database: Database) -> None:
    workspace, secret, _ = await furnish(database)
    doorkeeper = Authenticate(database, PEPPER)
    found = await api_keys.find(database, secret, PEPPER)
    until = Instant(START + 2)
    await api_keys.rotate(database, workspace, found.key, pepper=PEPPER, at=START, until=until)
    await doorkeeper.principal(Credentials(secret), Instant(until - 1))
    with pytest.raises(ExpiredKey):
        await doorkeeper.principal(Credentials(secret), until)


@pytest.mark.parametrize(
    ("key", "error"),
    [(None, Unauthorized), ("", Unauthorized), ("nonsense", UnknownKey), ("\ud800", UnknownKey)],
)
async def test_what_is_no_key_is_refused(
    database: Database, key: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await Authenticate(database, PEPPER).principal(Credentials(key), START)


async def test_a_key_issued_a_moment_ago_opens(database: Database) -> None:
    """What was not found is not remembered."""
    doorkeeper = Authenticate(database, PEPPER)
    workspace, _, _ = await furnish(database)
    key = ApiKey.of(KeyKind.SECRET, b"a moment ago".ljust(32))
    with pytest.raises(UnknownKey):
        await doorkeeper.principal(Credentials(key.text), START)
    await api_keys.keep(database, workspace, key, name="", pepper=PEPPER, at=START)
    assert (await doorkeeper.principal(Credentials(key.text), START)).workspace == workspace


@pytest.mark.parametrize(
    ("kind", "scopes", "expected"),
    [
        (KeyKind.PUBLISHABLE, BROWSERS, {"writes_documents": False, "vouches": False}),
        (KeyKind.SECRET, frozenset(Permission), {}),
        (KeyKind.SECRET, frozenset({Permission.EVENTS_WRITE}), {}),
    ],
)
async def test_a_principal_may_what_its_key_was_granted(
    database: Database, kind: KeyKind, scopes: frozenset[Permission], expected: dict[str, Any]
) -> None:
    workspace, _, _ = await furnish(database)
    given = Grant(kind, "", scopes)
    key = await api_keys.grant(database, workspace, given, pepper=PEPPER, at=START)
    principal = await Authenticate(database, PEPPER).principal(Credentials(key.text), START)
    [issued] = [one for one in await api_keys.issued(database, workspace) if one.grant == given]
    may = scopes | {Permission.ANY}
    assert principal == Principal(workspace, may, **expected, caller=issued.id)


async def test_pages_of_other_sites_may_not_use_a_key(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    given = Grant(KeyKind.PUBLISHABLE, "", BROWSERS, ("https://*.example.com",))
    key = await api_keys.grant(database, workspace, given, pepper=PEPPER, at=START)
    doorkeeper = Authenticate(database, PEPPER)
    for origin in (None, "https://www.example.com"):
        await doorkeeper.principal(Credentials(key.text, origin), START)
    with pytest.raises(OriginNotAllowed):
        await doorkeeper.principal(Credentials(key.text, "https://evil.test"), START)

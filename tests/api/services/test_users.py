"""Users by the tokens of an issuer, whose keys a real server tells."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import jwt
import pytest

from api.errors import BadToken, NotAMember, Unavailable
from api.roles import PERMISSIONS, Role
from api.services.jwks import AGAIN, KEPT
from api.services.users import Users
from api.store import memberships, workspaces
from api.store.database import Database
from graph.access import Principal
from recommender import SECOND, Instant
from tests.api.house import START
from tests.api.issuer import NOW, JwksServer, SigningKey, serving

RSA = SigningKey.rs256("rsa")
EC = SigningKey.es256("ec")
SHORT = SigningKey.rs256("short", 1024)


@pytest.fixture
def server() -> Iterator[JwksServer]:
    with serving(RSA, EC) as one:
        yield one


@pytest.fixture
def users(database: Database, server: JwksServer) -> Users:
    return Users(database, server.issuer)


@pytest.fixture
def subject(workspace: UUID) -> str:
    """Of the test's own: users are found across workspaces."""
    return f"ann of {workspace}"


@pytest.mark.parametrize("role", Role)
async def test_a_member_may_what_the_role_lets_them(
    database: Database, workspace: UUID, users: Users, subject: str, role: Role
) -> None:
    await memberships.put(database, workspace, subject, role, at=START)
    for key in (RSA, EC):
        principal = await users.principal(key.token(sub=subject), None, START)
        assert principal == Principal(workspace, PERMISSIONS[role], caller=subject)


async def test_a_member_of_several_says_which(
    database: Database, workspace: UUID, users: Users, subject: str
) -> None:
    other = await workspaces.create(database, slug=f"o-{workspace.hex}", name="", at=START)
    for one in (workspace, other):
        await memberships.put(database, one, subject, Role.VIEWER, at=START)
    token = RSA.token(sub=subject)
    assert (await users.principal(token, f"o-{workspace.hex}", START)).workspace == other
    for named in (None, "demo", ""):
        with pytest.raises(NotAMember):
            await users.principal(token, named, START)


async def test_who_is_no_member_any_more_is_refused_within_a_second(
    database: Database, workspace: UUID, users: Users, subject: str
) -> None:
    await memberships.put(database, workspace, subject, Role.ADMIN, at=START)
    await users.principal(RSA.token(sub=subject), None, START)
    await memberships.remove(database, workspace, subject)
    with pytest.raises(NotAMember):
        await users.principal(RSA.token(sub=subject), None, Instant(START + SECOND))


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://other.example"},
        {"aud": "another"},
        {"exp": NOW - 30},
        {"iat": NOW + 31},
        {"nbf": NOW + 31},
        *({name: None} for name in ("iss", "aud", "exp", "iat", "sub")),
        {"sub": ""},
        {"much": "x" * 4096},
    ],
)
async def test_what_is_signed_but_not_for_us_and_now_is_refused(
    users: Users, changed: dict[str, Any]
) -> None:
    with pytest.raises(BadToken):
        await users.principal(RSA.token(**changed), None, START)


def forged() -> Iterator[str]:
    mallory = SigningKey.rs256("rsa")
    yield mallory.token()
    yield mallory.token({"jwk": mallory.public})
    yield mallory.token({"jku": "http://127.0.0.1:1/jwks"})
    yield mallory.token({"x5u": "http://127.0.0.1:1/chain"})
    yield RSA.token({"kid": "ec"})
    yield RSA.token({"typ": "logout+jwt"})
    yield RSA.token({"crit": ["exp"], "exp": 1})
    yield RSA.token()[:-8] + "AAAAAAAA"
    yield jwt.encode({"sub": "ann"}, "", "none", headers={"kid": "rsa"})
    yield jwt.encode({"sub": "ann"}, "n" * 64, "HS256", headers={"kid": "rsa"})
    yield jwt.encode({"sub": "ann"}, RSA.private, "RS512", headers={"kid": "rsa"})
    yield jwt.encode({"sub": "ann"}, RSA.private, "RS256")
    yield ".."


@pytest.mark.parametrize("token", list(forged()))
async def test_what_the_issuer_did_not_sign_is_refused(
    users: Users, server: JwksServer, token: str
) -> None:
    with pytest.raises(BadToken):
        await users.principal(token, None, START)
    assert server.asked <= 1


async def test_a_new_key_is_fetched_when_it_is_first_named(
    database: Database, workspace: UUID, users: Users, server: JwksServer, subject: str
) -> None:
    await memberships.put(database, workspace, subject, Role.VIEWER, at=START)
    await users.principal(RSA.token(sub=subject), None, START)
    new = SigningKey.es256("new")
    server.keys = [new.public]
    with pytest.raises(BadToken):  # too soon after the fetch before
        await users.principal(new.token(sub=subject), None, START)
    later = Instant(START + AGAIN)
    assert (await users.principal(new.token(sub=subject), None, later)).workspace == workspace
    with pytest.raises(BadToken):  # the old one has gone
        await users.principal(RSA.token(sub=subject), None, later)
    assert server.asked == 2


async def test_made_up_names_of_keys_do_not_hammer_the_issuer(
    users: Users, server: JwksServer
) -> None:
    for number in range(50):
        with pytest.raises(BadToken):
            await users.principal(RSA.token({"kid": f"k{number}"}), None, START)
    assert server.asked == 1


async def test_a_set_of_keys_is_not_trusted_for_ever(users: Users, server: JwksServer) -> None:
    for at in (0, KEPT - 1, KEPT):
        with pytest.raises((BadToken, NotAMember)):
            await users.principal(RSA.token(at=NOW + at // SECOND), None, Instant(START + at))
    assert server.asked == 2
    server.status = 503
    with pytest.raises(Unavailable):
        await users.principal(RSA.token(), None, Instant(START + 2 * KEPT))


@pytest.mark.parametrize("told", [b"", b"[]", b'{"keys": 7}', b"x" * 70_000])
async def test_what_is_no_set_of_keys_opens_nothing(
    database: Database, server: JwksServer, told: bytes
) -> None:
    server.content = told
    with pytest.raises(Unavailable):
        await Users(database, server.issuer).principal(RSA.token(), None, START)


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")  # short on purpose
async def test_keys_for_something_else_are_left_out(database: Database, server: JwksServer) -> None:
    server.keys = [
        SHORT.public,
        {**RSA.public, "use": "enc"},
        {**EC.public, "alg": "ES512"},
        {"kty": "oct", "kid": "oct", "k": "bm90aGluZw"},
        {"kty": "RSA", "kid": "half"},
        "nonsense",  # type: ignore[list-item]  # on purpose
    ]
    users = Users(database, server.issuer)
    for key in (SHORT, RSA, EC):
        with pytest.raises(BadToken):
            await users.principal(key.token(), None, START)

import base64
from typing import Any

import jwt
import orjson
import pytest

from api.errors import BadToken
from api.services.visitors import visitor
from graph.access import Visitor
from recommender import SECOND
from tests.api.house import START

OURS = "cairn_vs_live_of-a-site-that-keeps-it-well-and-tells-it-nobody"
OLDER = "cairn_vs_live_of-the-same-site-until-today"
NOW = START // SECOND


def signed(secret: str = OURS, algorithm: str = "HS256", **changed: Any) -> str:
    claims = {"sub": "u-7", "iat": NOW, "exp": NOW + 900} | changed
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, secret, algorithm)


def read(token: str) -> Visitor:
    return visitor(token, (OLDER, OURS), START)


def part(value: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(value)).decode().rstrip("=")


def test_a_site_says_who_is_in_front_of_it() -> None:
    assert read(signed()) == Visitor("u-7")
    assert read(signed(OLDER, email="Ann@Example.com")) == Visitor("u-7", "ann@example.com")


def test_clocks_may_be_half_a_minute_apart() -> None:
    assert read(signed(iat=NOW + 30, exp=NOW + 930)) == Visitor("u-7")
    assert read(signed(iat=NOW - 900, exp=NOW - 29)) == Visitor("u-7")


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": NOW - 30, "iat": NOW - 900},
        {"exp": NOW + 901},
        {"iat": NOW + 31, "exp": NOW + 900},
        {"nbf": NOW + 60},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": 7},
        {"sub": ""},
        {"sub": "u" * 201},
        {"sub": "a\nb"},
        {"exp": float("inf")},
        {"exp": True},
        {"exp": "soon"},
        {"much": "x" * 4096},
    ],
)
def test_what_is_signed_but_not_as_it_should_be_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadToken):
        read(signed(**changed))


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b.c",
        "é.é.é",
        signed("cairn_vs_live_of-a-stranger-who-would-like"),
        signed(algorithm="HS384"),
        signed()[:-2] + "AA",
        part({"alg": "none"}) + "." + part({"sub": "u-7", "iat": NOW, "exp": NOW + 60}) + ".",
        jwt.encode({"sub": "u", "iat": NOW, "exp": NOW + 9}, OURS, headers={"typ": "other"}),
        "[" * 1_500 + ".e30.e30",
        base64.urlsafe_b64encode(b"[" * 1_500).decode().rstrip("=") + ".e30.e30",
        part([]) + ".e30.e30",
    ],
)
def test_what_is_not_signed_by_the_site_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        read(token)

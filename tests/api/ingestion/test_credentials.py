import base64

import pytest

from api.ingestion.credentials import key_of


def basic(user: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:".encode()).decode()


@pytest.mark.parametrize(
    ("authorization", "body", "query", "key"),
    [
        (basic("a"), {"writeKey": "b"}, {"writeKey": "c"}, "a"),
        ("Bearer a", None, {}, "a"),
        (basic(""), {"writeKey": "b"}, {"writeKey": "c"}, "b"),
        ("Basic ?", {"api_key": "b"}, {}, "b"),
        ("Basic " + base64.b64encode(b"\xff:").decode(), None, {}, None),
        ("Basic \xe9", None, {}, None),
        (None, {"properties": {"token": "b"}}, {}, "b"),
        (None, [{"properties": {"token": "b"}}], {}, "b"),
        (None, [], {"writeKey": "c"}, "c"),
        (None, {"writeKey": 7}, {"writeKey": "c"}, "c"),
        (None, {"properties": 7}, {}, None),
        (None, None, {}, None),
    ],
)
def test_the_key_is_found_where_sdks_put_it(
    authorization: str | None, body: object, query: dict[str, str], key: str | None
) -> None:
    assert key_of(authorization, body, query) == key

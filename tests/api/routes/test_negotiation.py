import pytest

from api.routes.negotiation import GRAPHQL_JSON, PLAIN_JSON, media_type


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", PLAIN_JSON),
        ("*/*", PLAIN_JSON),
        ("text/html", PLAIN_JSON),
        (GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{PLAIN_JSON}, {GRAPHQL_JSON}", GRAPHQL_JSON),
        (f"{GRAPHQL_JSON};q=0.5, {PLAIN_JSON};q=0.9", PLAIN_JSON),
        (f"{GRAPHQL_JSON};q=0", PLAIN_JSON),
        (f"{GRAPHQL_JSON};q=much", PLAIN_JSON),
        (f"{GRAPHQL_JSON.upper()}; charset=utf-8", GRAPHQL_JSON),
    ],
)
def test_the_modern_type_is_for_those_who_name_it(accept: str, kind: str) -> None:
    assert media_type(accept) == kind

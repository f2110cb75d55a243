import pytest

from api.errors import InvalidValue
from api.services.origins import allows, spelled


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://www.example.com", "https://www.example.com"),
        ("WWW.Example.com/", "https://www.example.com"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("*.example.com", "https://*.example.com"),
    ],
)
def test_an_origin_is_kept_as_browsers_write_it(given: str, expected: str) -> None:
    assert spelled(given) == expected


@pytest.mark.parametrize(
    "given", ["", "*", "*.com", "https://a.example/path", "a.*.example", "ftp://a.example", "a b"]
)
def test_what_is_no_origin_is_refused(given: str) -> None:
    with pytest.raises(InvalidValue):
        spelled(given)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("https://shop.example", True),
        ("HTTPS://Shop.Example", True),
        ("http://shop.example", False),
        ("https://shop.example:8443", False),
        ("https://www.example.com", True),
        ("https://a.b.example.com", True),
        ("https://example.com", False),
        ("https://.example.com", False),
        ("https://evil.test/.example.com", False),
        ("https://evil-example.com", False),
        ("null", False),
    ],
)
def test_pages_of_these_sites_alone(origin: str, expected: bool) -> None:  # noqa: FBT001  # a case
    assert allows(("https://shop.example", "https://*.example.com"), origin) is expected

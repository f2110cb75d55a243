import pytest

from api.store.address import canonical


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.Example.org/Guide/?utm=1#top", "example.org/Guide"),
        ("http://example.org", "example.org"),
        ("//example.org/", "example.org"),
        ("example.org/a//", "example.org/a"),
        ("https://user:secret@example.org:8443/a", "example.org:8443/a"),
        ("", None),
        ("/only/a/path", None),
        ("http://[bad", None),
    ],
)
def test_one_page_has_one_address(url: str, address: str | None) -> None:
    assert canonical(url) == address

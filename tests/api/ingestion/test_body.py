import base64
import gzip
from urllib.parse import quote

import pytest

from api.errors import MalformedBody, TooLarge
from api.ingestion.body import unpack


def test_gzip_is_told_by_its_first_bytes_and_bounded() -> None:
    assert unpack(gzip.compress(b'{"a":1}'), limit=7) == b'{"a":1}'
    assert unpack(gzip.compress(b" " * 100), limit=100) == b" " * 100
    with pytest.raises(TooLarge):
        unpack(gzip.compress(b" " * 101), limit=100)


def test_a_form_holds_base64_of_json_or_of_gzip() -> None:
    for inner in (b'{"a":1}', gzip.compress(b'{"a":1}')):
        form = b"data=" + quote(base64.b64encode(inner)).encode() + b"&ver=1"
        assert unpack(form, limit=100) == b'{"a":1}'


@pytest.mark.parametrize("raw", [b"data=", b"data=%%", b"data=\xff", b"\x1f\x8b", b"\x1f\x8bzz"])
def test_what_cannot_be_unpacked_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedBody):
        unpack(raw, limit=100)

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import MalformedBody
from api.ingestion.document import flaw, parse
from api.store.arrivals import Code

SOUND = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(-1e18, 1e18)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner),
    max_leaves=12,
)


@given(SOUND)
def test_what_is_sound_comes_through_as_it_is(value: object) -> None:
    read = parse(json.dumps(value).encode())
    assert read == value
    assert flaw(read) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_malformed(raw: bytes) -> None:
    with contextlib.suppress(MalformedBody):
        flaw(parse(raw))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'"\\u0000"', Code.INVALID_TEXT),
        (b'"\\ud800"', Code.INVALID_TEXT),
        (b'"\xff"', Code.INVALID_TEXT),
        (b'{"\\u0000":1}', Code.INVALID_TEXT),
        (b"NaN", Code.NUMBER_OUT_OF_RANGE),
        (b"-Infinity", Code.NUMBER_OUT_OF_RANGE),
        (b"1e400", Code.NUMBER_OUT_OF_RANGE),
        (b"9223372036854775808", Code.NUMBER_OUT_OF_RANGE),
        (b"9" * 5000, Code.NUMBER_OUT_OF_RANGE),
        (b"9223372036854774784", None),
        (b"-9223372036854775808", None),
        (b"[" * 32 + b"]" * 32, None),
        (b"[" * 33 + b"]" * 33, Code.EVENT_TOO_DEEP),
    ],
)
def test_each_flaw_is_found(raw: bytes, code: Code | None) -> None:
    assert flaw(parse(raw)) is code


@pytest.mark.parametrize("raw", [b"", b"{", b"nul", b'{"a":}', b"[" * 200_000])
def test_what_is_no_json_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedBody):
        parse(raw)

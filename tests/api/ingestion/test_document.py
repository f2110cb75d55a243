import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import DeepBody, MalformedBody
from api.ingestion.document import flaw, parse
from api.store.arrivals import Code, json_text

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


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "1e400", "NaN", "-Infinity"])
def test_a_number_that_cannot_be_kept_is_told_by_its_text(number: str) -> None:
    """RFC 8259: a dead letter that another program cannot read would be of no use."""
    kept = json_text(parse(b'{"n":[' + number.encode() + b'],"x":1.5}'))
    assert json.loads(kept, parse_constant=pytest.fail) == {"n": [number], "x": 1.5}


def test_what_is_too_deep_is_told_even_beside_such_a_number() -> None:
    nested: object = float("nan")
    for _ in range(100_000):
        nested = [nested]
    assert json.loads(json_text([float("nan"), nested])) == "nested too deeply to be kept"


@pytest.mark.parametrize("raw", [b"", b"{", b"nul", b'{"a":}'])
def test_what_is_no_json_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedBody):
        parse(raw)


def test_what_no_parser_follows_is_told_as_too_deep() -> None:
    with pytest.raises(DeepBody):
        parse(b"[" * 200_000)

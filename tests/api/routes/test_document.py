"""Whatever bytes come, the answer is an object or a coded refusal."""

import contextlib

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import BadRequest, DeepBody
from api.routes.document import strict


@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    with contextlib.suppress(BadRequest):
        assert isinstance(strict(raw), dict)


@given(st.dictionaries(st.text(alphabet="abc"), st.integers(-(2**62), 2**62) | st.booleans()))
def test_a_sound_object_is_taken_as_it_is(document: dict[str, int]) -> None:
    assert strict(orjson.dumps(document)) == document


@pytest.mark.parametrize(
    "text", [b'{"a": Infinity}', b'{"a": 1e999}', b'{"a": 18446744073709551615}']
)
def test_numbers_beyond_64_bits_are_refused(text: bytes) -> None:
    with pytest.raises(BadRequest):
        strict(text)


@pytest.mark.parametrize("levels", [40, 900, 2_000, 30_000])
def test_what_is_too_deep_is_told_so_however_deep(levels: int) -> None:
    with pytest.raises(DeepBody):
        strict(b'{"a": ' + b"[" * levels + b"]" * levels + b"}")

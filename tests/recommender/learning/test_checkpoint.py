"""Checkpoints: the same model back, or a named refusal."""

import zlib
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.learning import (
    DamagedCheckpoint,
    Model,
    OtherVersion,
    decode_model,
    encode_model,
)
from recommender.learning.checkpoint import FORMAT, FRONT, MAGIC
from recommender.model.vocabulary import Motion
from tests.recommender.builders import day
from tests.recommender.learning.builders import learned, shelf, shown, walk

LOG = [*walk("abcab", 1), *walk("cb", 2**127, motion=Motion.UPSELL), shown("d", 9)]
BYTES = encode_model(learned(LOG))


def test_a_model_comes_back_as_it_was():
    again = decode_model(BYTES)
    assert encode_model(again) == BYTES
    before, after = learned(LOG).view(shelf("abcd")), again.view(shelf("abcd"))
    for motion in (None, Motion.UPSELL):
        assert after.pathway("ca", motion).share.tolist() == (
            before.pathway("ca", motion).share.tolist()
        )
    assert after.trend(day(9)).tolist() == before.trend(day(9)).tolist()


def test_learning_goes_on_where_it_stopped():
    rest = [*walk("da", 1, start=6), *walk("bd", 2**127, start=3, motion=Motion.UPSELL)]
    again = decode_model(BYTES)
    again.follow(rest)
    assert encode_model(again) == encode_model(learned([*LOG, *rest]))


def test_an_empty_model_comes_back_too():
    assert encode_model(decode_model(encode_model(Model.empty()))) == encode_model(Model.empty())


@pytest.mark.parametrize("length", range(0, len(BYTES), 7))
def test_a_checkpoint_cut_short_is_damaged(length):
    with pytest.raises(DamagedCheckpoint):
        decode_model(BYTES[:length])


@given(st.integers(0, len(BYTES) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed(place, change):
    altered = bytearray(BYTES)
    altered[place] ^= change
    with pytest.raises((DamagedCheckpoint, OtherVersion)):
        decode_model(bytes(altered))


def signed(rest: bytes) -> bytes:
    return FRONT.pack(MAGIC, FORMAT, blake2b(rest, digest_size=16).digest()) + rest


@given(st.one_of(st.binary(max_size=50), st.binary(max_size=50).map(zlib.compress)))
def test_nonsense_with_a_true_digest_is_damaged(rest):
    with pytest.raises(DamagedCheckpoint):
        decode_model(signed(rest))


@pytest.mark.parametrize("head", [b"{}", b"[]", b"null", b'{"blocks":[["i",9]]}', b"\xff"])
def test_a_head_without_its_arrays_is_damaged(head):
    plain = len(head).to_bytes(4, "little") + head
    with pytest.raises(DamagedCheckpoint):
        decode_model(signed(zlib.compress(plain)))


def test_another_format_is_told_apart_from_damage():
    with pytest.raises(OtherVersion):
        decode_model(FRONT.pack(MAGIC, FORMAT + 1, bytes(16)))

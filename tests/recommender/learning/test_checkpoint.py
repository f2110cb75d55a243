"""Checkpoints: the same model back, or a named refusal."""

import json
import zlib
from hashlib import blake2b
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.learning import (
    DamagedCheckpoint,
    Fitted,
    Model,
    OtherVersion,
    decode_model,
    encode_model,
)
from recommender.learning.blocks import pack
from recommender.learning.checkpoint import FORMAT, FRONT, MAGIC
from recommender.learning.record import record
from recommender.learning.rows import WIDTH
from recommender.learning.tables import TABLES
from recommender.model.vocabulary import Motion
from tests.recommender.builders import day
from tests.recommender.learning.builders import learned, shelf, shown, walk

LOG = [*walk("abcab", 1), *walk("cb", 2**127, motion=Motion.UPSELL), shown("d", 9)]
BYTES = encode_model(learned(LOG))


def test_a_model_comes_back_as_it_was():
    again = decode_model(BYTES)
    assert encode_model(again) == BYTES
    every = np.ones(4, np.bool_)
    for motion in (None, Motion.UPSELL):
        before, after = (
            model.view(shelf("abcd")).retriever.retrieve("ca", every, day(9), motion)
            for model in (learned(LOG), again)
        )
        assert after.values.tolist() == before.values.tolist()
        assert after.supports == before.supports


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


PLAIN = zlib.decompress(BYTES[FRONT.size :])
HEAD = 4 + int.from_bytes(PLAIN[:4], "little")


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(HEAD, len(PLAIN) - 1), st.integers(0, 255)), min_size=1))
def test_numbers_that_cannot_be_are_refused_and_others_do_no_harm(changes):
    """The loops check no bounds: what came through must be fit to be read and learned on."""
    altered = bytearray(PLAIN)
    for place, value in changes:
        altered[place] = value
    try:
        model = decode_model(signed(zlib.compress(bytes(altered))))
    except DamagedCheckpoint:
        return
    model.follow([*LOG, *walk("dca", 9)])
    view = model.view(shelf("abcd"))
    view.retriever.retrieve("abcd", np.ones(4, np.bool_), day(9), Motion.UPSELL)
    encode_model(model)


def changed(**named: Any) -> bytes:
    """The checkpoint with other arrays, or none (``None``) of a name."""
    model = learned(LOG)
    arrays = record(model.memory.arrays, len(model.memory.keys)) | named
    packed = pack({name: array for name, array in arrays.items() if array is not None})
    head = json.loads(PLAIN[4:HEAD]) | {"blocks": packed.blocks}
    text = json.dumps(head).encode()
    return signed(zlib.compress(len(text).to_bytes(4, "little") + text + packed.body))


@pytest.mark.parametrize(
    "named",
    [
        {"filled": np.full(4 * TABLES, -1, np.int32)},
        {"filled": np.full(4 * TABLES, WIDTH + 1, np.int32)},
        {"columns": np.zeros(3, np.int32)},
        {"columns": None},
        {"weights": np.zeros(3)},
        {"counted": np.full(4 * TABLES, np.nan)},
        {"masses": np.full((4, 4), np.inf)},
        {"masses": np.zeros((4, 3))},
        {"taken_up": np.full(4, -1)},
        {"takers": np.zeros(1, np.int32)},
        {"lengths": np.full(3, 21, np.int32)},
        {"lengths": np.zeros((3, 1), np.int32)},
        {"chain": np.zeros(3, np.int32)},
        {"buyers": np.zeros((3, 2), np.int64)},
        {"buyers": np.zeros((3, 2))},
        {"waiting": np.full(3, 41, np.int32)},
        {"totals": np.zeros(2, np.int64)},
    ],
)
def test_arrays_that_do_not_fit_are_damage(named):
    assert encode_model(decode_model(changed())) == BYTES
    with pytest.raises(DamagedCheckpoint):
        decode_model(changed(**named))


def test_keys_twice_or_of_other_motions_are_damage():
    for part in ({"keys": list("aabc")}, {"keys": [1, 2, 3, 4]}, {"motions": ["other"]}):
        text = json.dumps(json.loads(PLAIN[4:HEAD]) | part).encode()
        plain = len(text).to_bytes(4, "little") + text + PLAIN[HEAD:]
        with pytest.raises(DamagedCheckpoint):
            decode_model(signed(zlib.compress(plain)))


def test_what_was_fitted_is_carried():
    model = learned(LOG)
    facts = {"weights": {"b": 1.5, "a": [1, 2]}, "made": 7}
    arrays = {"vectors": np.arange(6, dtype=np.float32).reshape(3, 2), "knots": np.array([0.5])}
    model.fitted = Fitted(facts, arrays)
    data = encode_model(model)
    model.fitted = Fitted(dict(reversed(facts.items())), dict(reversed(arrays.items())))
    assert encode_model(model) == data
    again = decode_model(data).fitted
    assert again is not None
    assert again.facts == facts
    assert {name: (a.dtype, a.tolist()) for name, a in again.arrays.items()} == {
        name: (a.dtype, a.tolist()) for name, a in arrays.items()
    }
    assert all(array.flags.writeable for array in again.arrays.values())


def test_another_format_is_told_apart_from_damage():
    with pytest.raises(OtherVersion):
        decode_model(FRONT.pack(MAGIC, FORMAT + 1, bytes(16)))

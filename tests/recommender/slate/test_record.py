"""The record of a draw: short, exact, and enough to decide again."""

from hashlib import shake_128
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.slate import DamagedDraw, Law, Limit, Pool, decode, encode, replay, seed
from recommender.slate.dice import rolls, stream

ONE = Pool(
    keys=["a", "b", "c"],
    odds=np.array([-500_000, -1_000_000, -7_000_000]),
    fits=np.array([[0, 700_000, 0], [0, 0, 0], [1_000_000, 0, 0]]),
    shares=np.array([600_000, 300_000, 100_000]),
    limits=(Limit(1, (0, 2)),),
    law=Law(size=2, explore=True, epsilon=0.05, temperature=0.01, floor=0.005),
    seed="00112233445566778899aabbccddeeff",
)


def test_the_record_is_compact_json() -> None:
    assert encode(ONE) == (
        b'{"v":2,"odds":[-500000,-1000000,-7000000],"fits":[[1,6],[700000,1000000]],'
        b'"shares":[600000,300000,100000],"limits":[[1,[0,2]]],"pinned":[],"told":[],'
        b'"law":[2,true,0.05,0.01,0.005],"seed":"00112233445566778899aabbccddeeff",'
        b'"keys":["a","b","c"]}'
    )


def test_a_record_read_and_written_again_is_the_same_to_the_byte() -> None:
    assert encode(decode(encode(ONE))) == encode(ONE)


def test_a_replay_is_pinned_for_the_years_to_come() -> None:
    """These numbers must never change: recorded decisions are replayed by them."""
    again = replay(encode(ONE))
    assert (again.offers, again.display) == (("a", "b"), (0, 1))
    assert again.gains == pytest.approx((0.429228667352, 0.153504053479), abs=1e-9)


@given(st.binary(max_size=60) | st.sampled_from([b"null", b"[]", b"{}", b'{"v":2}', b"[" * 9999]))
def test_what_is_no_record_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(DamagedDraw):
        replay(data)


def test_a_record_with_a_place_too_many_is_refused_by_name() -> None:
    with pytest.raises(DamagedDraw):
        replay(encode(ONE).replace(b"[1,6]", b"[1,9]"))


def test_a_record_drawn_by_other_rules_is_refused_by_name() -> None:
    """A version's rules are frozen: what they are changed to is another version."""
    for other in (b'"v":1', b'"v":0', b'"v":null', b'"v":[]', b'"format":1'):
        with pytest.raises(DamagedDraw):
            replay(encode(ONE).replace(b'"v":2', other))


def test_the_dice_are_the_same_everywhere() -> None:
    assert seed(UUID(int=0)) != seed(UUID(int=1))
    dice = rolls(stream("ff", 10_000))
    assert rolls(stream("00", 3)).tolist() == rolls(stream("00", 5))[:3].tolist()
    assert rolls(stream("00", 1))[0] == int.from_bytes(shake_128(b"\0").digest(8)) // 2**12 / 2**52
    assert 0.0 <= dice.min() < dice.max() < 1.0
    assert dice.mean() == pytest.approx(0.5, abs=0.02)

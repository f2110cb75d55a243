"""Odd input is refused before anything is learned of the batch that it is in."""

from uuid import UUID

import numpy as np
import pytest

from recommender.learning import Model, encode_model
from recommender.learning.batch import batch
from recommender.learning.fold import DISMISSED, SHOWN, TAKEN, TOUCH
from recommender.learning.tables import ANY, MOTIONS
from recommender.model.vocabulary import TAKEN as TAKEN_KINDS
from recommender.model.vocabulary import TOUCHES, Kind, Motion
from tests.recommender.builders import day, interaction
from tests.recommender.learning.builders import learned, walk

BUYER = UUID("80000000-0000-4000-8000-000000000001")


def test_acts_become_arrays():
    acts = [
        interaction("b", at=day(1), buyer=BUYER, motion=Motion.RENEWAL),
        interaction("new", Kind.SHOWN, day(2)),
        interaction("a", Kind.ASKED, day(3)),
        interaction("new", Kind.DISMISSED, day(4)),
        interaction("c", Kind.INCIDENT_OPENED),
        interaction(None, Kind.VIEWED),
    ]
    found, fresh = batch(acts, {"a": 0, "b": 1})
    assert fresh == ["new"]
    assert found.offers.tolist() == [1, 2, 0, 2]
    assert found.times.tolist() == [day(1), day(2), day(3), day(4)]
    assert found.kinds.tolist() == [TOUCH | TAKEN, SHOWN, TOUCH, DISMISSED]
    assert found.motions.tolist() == [MOTIONS.index(Motion.RENEWAL), ANY, ANY, ANY]
    assert found.buyers.tolist()[:2] == [[-(2**63) + 0x4000, -(2**63) + 1], [0, 1]]
    assert [array.dtype for array in found] == [np.int64, np.int32, np.int64, np.uint8, np.int8]


def test_every_kind_that_is_taken_up_is_a_touch():
    assert TAKEN_KINDS <= TOUCHES


@pytest.mark.parametrize(
    "odd",
    [
        {"at": float("nan")},
        {"at": 1.5},
        {"at": 2**53 + 1},
        {"at": -(2**70)},
        {"at": None},
        {"at": "now"},
        {"offer": 7},
        {"offer": float("nan")},
        {"offer": ["a"]},
        {"buyer": None},
        {"motion": "unheard of"},
    ],
)
def test_a_batch_with_an_act_that_is_none_teaches_nothing_at_all(odd):
    model = learned(walk("ab"))
    before = encode_model(model)
    fields = {"offer": "z", "at": day(9)} | odd
    with pytest.raises((TypeError, ValueError, LookupError, AttributeError, OverflowError)):
        model.follow([*walk("cd", 2), interaction(fields.pop("offer"), **fields), *walk("e")])
    assert encode_model(model) == before
    model.follow(walk("cd", 2))
    assert encode_model(model) == encode_model(learned([*walk("ab"), *walk("cd", 2)]))


def test_no_acts_are_no_change():
    model = Model.empty()
    model.follow([])
    assert (encode_model(model), model.memory.changes) == (encode_model(Model.empty()), 0)


def test_a_clock_that_runs_backwards_is_a_late_arrival():
    forwards, backwards = learned(walk("abc")), learned(walk("abc")[::-1])
    for model in (forwards, backwards):
        trails = model.memory.arrays.trails
        keys = [model.memory.keys[number] for number in trails.offers[0, :3]]
        assert keys == ["a", "b", "c"]
        assert trails.times[0, :3].tolist() == [day(0), day(1), day(2)]

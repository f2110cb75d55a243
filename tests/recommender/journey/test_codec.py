"""The canonical bytes of a journey."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.journey import DamagedJourney, Journey, decode, encode, fold
from recommender.model.vocabulary import Kind
from tests.recommender.builders import day, interaction

WHOLE = encode(
    fold(
        [
            interaction("tco", at=day(0), job="validation", facts=(("role", "it"),)),
            interaction(kind=Kind.PURCHASED, at=day(1)),
            interaction(kind=Kind.INCIDENT_OPENED, at=day(2), subject="T-1"),
        ]
    )
)


def test_an_empty_journey_is_an_empty_object():
    assert encode(Journey.empty()) == b"{}"
    assert decode(b"{}") == Journey.empty()


def test_the_layout_stays_as_it_is_stored():
    act = interaction("tco", Kind.COMPLETED, day(0))
    mass = 2**107  # weight 1, 67 half-lives after the epoch
    assert json.loads(encode(fold([act]))) == {
        "channels": {"web": [1, day(0), 0, None]},
        "consumption": {"tco": [day(0), day(0), 1, 0.0, mass, day(0), 0, None, None]},
        "evidence": {"channel:web": mass},
        "intervals": [[0, 0, 1, None]],
        "trail": [[day(0), act.id.hex, "completed", "web", "tco", None, None, 0.0]],
    }


def test_an_entry_that_left_the_trail_is_written_out():
    journey = fold(interaction("tco", at=day(n)) for n in range(41))
    ((entry, exit_, _, _),) = json.loads(encode(journey))["intervals"]
    assert entry == [day(0), journey.first.id, "viewed", "web", "tco", None, None, 0.0]
    assert exit_ == 39
    assert decode(encode(journey)) == journey


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b"\xff\xfe\xfa",
        b"{",
        b'{"unknown":{}}',
        b'{"trail":null}',
        b'{"trail":[[1]]}',
        b'{"trail":[[1,"a","danced","web",null,null,null,0.0]]}',
        b'{"trail":[[1,"a","viewed","moon",null,null,null,0.0]]}',
        b'{"intervals":[[0,0,1,null]]}',
        b'{"evidence":{"job:a":"7"}}',
        b'{"evidence":{"job:a":NaN}}',
        b'{"consumption":{"a":[1,2]}}',
        b'{"consumption":[1]}',
        b'{"conclusions":[[1,"a","bored",null,null]]}',
        b'{"facts":{"role":7}}',
        b"[" * 100_000,
        "\ud800",
    ],
)
def test_what_is_no_journey_is_refused(data):
    with pytest.raises(DamagedJourney):
        decode(data)


def test_a_journey_cut_short_is_refused():
    for length in range(len(WHOLE)):
        with pytest.raises(DamagedJourney):
            decode(WHOLE[:length])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*Journey.__slots__, "other"]), JSON))
def test_any_other_json_is_read_or_refused_and_nothing_else(parts):
    try:
        decode(json.dumps(parts))
    except DamagedJourney:
        return

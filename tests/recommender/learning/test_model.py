"""What an act teaches, and that a model is a fold of the log in the log's order."""

import random
from itertools import pairwise
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.learning import Model, View, decode_model, encode_model
from recommender.learning.memory import Memory
from recommender.learning.retrieval.members import COMPANIONS, RULES
from recommender.model.catalogue import Link
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Kind, Motion
from tests.recommender.builders import day, interaction
from tests.recommender.learning.builders import learned, seen, shelf, shown, walk

KEYS = "abcdef"

acts = st.builds(
    interaction,
    st.sampled_from([*KEYS, None]),
    st.sampled_from(Kind),
    st.floats(0, 80).map(day),
    buyer=st.integers(1, 3).map(lambda number: UUID(int=number)),
    motion=st.sampled_from([None, Motion.NET_NEW, Motion.RENEWAL]),
)
logs = st.lists(acts, max_size=60)


@given(logs, st.lists(st.integers(0, 60), max_size=4))
def test_building_in_full_and_following_step_by_step_agree_to_the_byte(log, cuts):
    whole = learned(log)
    followed = Model.empty()
    edges = sorted({0, len(log), *(min(cut, len(log)) for cut in cuts)})
    for start, end in pairwise(edges):
        followed = decode_model(encode_model(followed))  # as a restart would
        followed.follow(log[start:end])
    assert encode_model(followed) == encode_model(whole)


@given(logs, st.lists(st.integers(0, 60), max_size=4))
def test_it_does_so_too_where_there_is_no_room_for_every_trail(log, cuts):
    whole, followed = Model(Memory(lines=2)), Model(Memory(lines=2))
    whole.follow(log)
    edges = sorted({0, len(log), *(min(cut, len(log)) for cut in cuts)})
    for start, end in pairwise(edges):
        followed.follow(log[start:end])
    assert encode_model(followed) == encode_model(whole)


def test_rows_and_trails_outgrow_their_first_room():
    """More buyers and counts than a new model has room for, at once and act by act."""
    dice = random.Random(1)  # noqa: S311  # not for secrets
    log = [
        interaction(f"{dice.randrange(400)}", at=day(n / 500), buyer=UUID(int=dice.randrange(900)))
        for n in range(6_000)
    ]
    whole, followed = learned(log), Model.empty()
    for act in log:
        followed.observe(act)
    assert encode_model(followed) == encode_model(whole)
    assert whole.memory.arrays.buyers.ends[0] == len({act.buyer for act in log})
    assert decode_model(encode_model(whole)).memory.numbers == whole.memory.numbers


@given(logs, st.text(KEYS, max_size=12), st.sampled_from([None, *Motion]))
def test_every_answer_is_finite_and_no_more_than_all_of_the_probability(log, trail, motion):
    values, supports, _ = answers(seen("abcdxy", log, Link("a", "x")), trail, motion)
    assert np.isfinite(values).all()
    assert np.isfinite(supports).all()
    assert (np.array(values) >= 0.0).all()
    for member in (RULES, COMPANIONS):
        assert np.array(values)[:, member].sum() <= 1.0 + 1e-6


def test_a_view_sees_the_next_act_at_once():
    model = learned([])
    view = model.view(shelf("ab"))
    model.follow(walk("ab"))
    assert view.touched().tolist() == [1.0, 1.0]
    assert np.array(answers(view, "a", None)[0])[:, RULES].tolist() == [0.0, 1.0]


@given(logs, st.text(KEYS, max_size=6), st.sampled_from([None, Motion.RENEWAL]))
def test_what_a_view_keeps_is_never_older_than_the_model(log, trail, motion):
    """Asked after every act, it answers like one made just then."""
    model, of = Model.empty(), shelf("abcdx", Link("a", "b"), Link("a", "x"))
    kept = model.view(of)
    for act in log:
        model.observe(act)
        fresh = View(model.memory, of)
        assert kept.touched().tolist() == fresh.touched().tolist()
        assert answers(kept, trail, motion) == answers(fresh, trail, motion)


def answers(
    view: View, trail: str, motion: Motion | None
) -> tuple[list[list[float]], list[float], list[int]]:
    places = range(len(view.shelf.keys))
    found = view.retriever.retrieve(trail, np.ones(len(places), np.bool_), day(80), motion)
    origins = view.retriever.origins(found.steps, motion, places)
    return found.values.tolist(), [float(one) for one in found.supports], origins


def test_a_view_lasts_as_long_as_its_shelf():
    model, one, other = Model.empty(), shelf("ab"), shelf("ab")
    assert model.view(one) is model.view(one)
    assert model.view(other).shelf is other


def test_answers_are_in_the_order_of_the_shelf():
    view = seen("zba", walk("ab"))
    assert view.touched().tolist() == [0.0, 1.0, 1.0]
    assert [view.born(place) for place in range(3)] == [0, day(1), day(0)]
    assert view.trend(day(1))[2].tolist() == pytest.approx([0.0, 1.0, 2.0**-0.1])


def test_first_seen_is_the_earliest_time_even_if_it_arrives_late():
    view = seen("ab", [shown("a", 1), shown("b", 1), *walk("a", start=5), *walk("a", start=3)])
    assert (view.born(0), view.born(1)) == (day(3), 0)


def test_reloads_do_not_count_as_love():
    assert seen("ab", walk("aabaa")).touched().tolist() == [1.0, 1.0]


def test_being_shown_something_teaches_exposure_alone():
    model = learned([shown("a", 0), shown("b", 1)])
    tallies = model.memory.arrays.tallies
    assert tallies.touched[:2].tolist() == [0, 0]
    assert tallies.shown[:2].tolist() == [1, 1]
    assert model.memory.arrays.rows.used[0] == 0


def responses(*log: Interaction) -> tuple[int, int]:
    tallies = learned(log).memory.arrays.tallies
    return int(tallies.shown[0]), int(tallies.taken[0])


def test_a_response_is_a_taking_after_an_exposure():
    viewed = interaction("a", at=day(1))
    assert responses(shown("a", 0), viewed) == (1.0, 1.0)
    assert responses(viewed) == (0.0, 0.0)
    assert responses(shown("a", 0), shown("a", 0.5), viewed, viewed) == (2.0, 1.0)


def test_unshown_is_not_refused_and_another_buyers_exposure_answers_nothing():
    assert responses(shown("a", 0, buyer=2), interaction("a", at=day(1))) == (1.0, 0.0)


def test_a_dismissal_ends_the_wait_for_an_answer():
    dismissed = interaction("a", Kind.DISMISSED, day(1))
    assert responses(shown("a", 0), dismissed, interaction("a", at=day(2))) == (1.0, 0.0)


def test_acts_without_an_offer_teach_nothing():
    assert encode_model(learned([interaction(kind=Kind.PURCHASED)])) == encode_model(Model.empty())


def test_the_position_is_kept_with_the_model():
    model = Model.empty()
    model.advance(4711)
    assert decode_model(encode_model(model)).position == 4711

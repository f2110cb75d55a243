"""Which offers of a long shelf get a closer look."""

import random
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.learning import Model
from recommender.learning.retrieval.candidates import ALL, BEST, MOST
from recommender.learning.retrieval.heap import heap, offer
from recommender.learning.retrieval.leaders import EACH
from recommender.learning.retrieval.members import COMPANIONS, RULES
from recommender.learning.retrieval.retriever import Retriever
from recommender.model.catalogue import Catalogue, Link
from recommender.model.shelf import Shelf
from tests.recommender.builders import catalogue, day, interaction
from tests.recommender.builders import offer as made
from tests.recommender.learning.builders import learned

SIZE = 3 * ALL
KEYS = [f"k{place}" for place in range(SIZE)]
OF: Catalogue = catalogue(*(made(key) for key in KEYS), links=(Link("k0", "k999"),))
SHELF = Shelf.of(OF)
EVERY = np.ones(SIZE, np.bool_)


@pytest.fixture(scope="module")
def model() -> Model:
    """Six hundred buyers walk on from k0, each to offers of their own: k1, k2, ... most often."""
    dice = random.Random(5)  # noqa: S311  # not for secrets
    return learned(
        interaction(key, at=day(n / 100 + step / 10_000), buyer=UUID(int=n))
        for n in range(600)
        for step, key in enumerate(
            ["k0", *(f"k{int(900 * dice.random() ** 2) + 1}" for _ in range(6))]
        )
    )


def test_of_a_short_shelf_or_a_few_open_places_all_are_candidates(model):
    few = np.zeros(SIZE, np.bool_)
    few[5 : 5 + ALL] = True
    found = Retriever(model.memory, SHELF).retrieve(["k0"], few, day(9))
    assert found.places.tolist() == list(range(5, 5 + ALL))
    assert np.count_nonzero(found.values[:, RULES]) > ALL / 2


def test_of_a_long_shelf_the_best_of_each_member_are(model):
    open_ = EVERY.copy()
    open_[1:4] = False
    retriever = Retriever(model.memory, SHELF)
    found = retriever.retrieve(["k0"], open_, day(9), also=np.array([1, 1100, 1199]))
    assert found.places.tolist() == sorted(set(found.places.tolist()))
    assert BEST <= len(found.places) < ALL
    assert not {0, 1, 2, 3} <= set(found.places.tolist())
    assert not {1, 2, 3} & set(found.places.tolist())
    assert {999, 1100, 1199} <= set(found.places.tolist())
    whole = dense(model, ["k0"])
    for member in (RULES, COMPANIONS):
        line = np.where(open_, whole[:, member], 0.0)
        best = np.lexsort((np.arange(SIZE), -line))[:BEST]
        assert set(best.tolist()) <= set(found.places.tolist())
    assert found.values.tolist() == whole[found.places].tolist()


def dense(model: Model, trail: list[str]) -> np.ndarray:
    """The same for every offer, a few at a time."""
    retriever, parts = Retriever(model.memory, SHELF), []
    for start in range(0, SIZE, ALL):
        some = np.zeros(SIZE, np.bool_)
        some[start : start + ALL] = True
        parts.append(retriever.retrieve(trail, some, day(9)).values)
    return np.concatenate(parts)


def test_who_leads_is_a_candidate_for_everyone(model):
    tallies, numbers = model.memory.arrays.tallies, model.memory.numbers
    found = Retriever(model.memory, SHELF).retrieve([], EVERY, day(9))
    places = [SHELF.index[key] for key in numbers]
    for line in (tallies.touched, tallies.first_seen, *tallies.masses.T):
        values = line[: len(places)]
        order = sorted(range(len(places)), key=lambda n: (-values[n], places[n]))[:EACH]
        assert {places[n] for n in order} <= set(found.places.tolist())
    assert len(found.places) <= 6 * EACH


def test_what_is_new_is_a_candidate_at_once(model):
    retriever = Retriever(model.memory, SHELF)
    assert 1150 not in retriever.retrieve([], EVERY, day(9)).places
    model.follow([interaction("k1150", at=day(1), buyer=UUID(int=7_000))])
    assert 1150 in retriever.retrieve([], EVERY, day(9)).places


def test_there_are_never_more_than_can_be_held(model):
    found = Retriever(model.memory, SHELF).retrieve(["k0"], EVERY, day(9), also=np.arange(SIZE))
    assert len(found.places) == MOST


def test_an_offer_that_is_not_on_the_shelf_is_no_candidate():
    log = [interaction(key, at=day(n), buyer=UUID(int=1)) for n, key in enumerate(["k5", "gone"])]
    found = Retriever(learned(log).memory, SHELF).retrieve(["k5"], EVERY, day(9))
    assert found.places.tolist() == [5]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20)), unique=True))
def test_a_heap_holds_the_best(entries):
    best, count = heap(5), 0
    for value, place in entries:
        count = offer(best, count, float(value), place)
    held = sorted(zip((-best.values[:count]).tolist(), best.places[:count].tolist(), strict=True))
    assert held == sorted((-value, place) for value, place in entries)[:5]

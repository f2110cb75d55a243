"""At which rate offers are taken under needs, by hand."""

from math import e

import numpy as np
import pytest

from recommender.fitting.rates import (
    DOUBT,
    DRAW,
    RARE,
    USUAL,
    Rates,
    Seen,
    Tagging,
    beforehand,
    likeliest,
)
from recommender.model.catalogue import Job
from recommender.model.shelf import Shelf
from tests.recommender.builders import catalogue, offer

SHELF = Shelf.of(
    catalogue(
        *(offer(f"a{number}", (None, "a")) for number in range(3)),
        offer("b", (None, "b")),
        jobs=(Job("a", ""), Job("b", "")),
    )
)
"""One persona stands for all: what is for it fits 0.7 as well."""
TAGGING = Tagging.of(SHELF)
EVEN = np.array([0.5, 0.5])


def test_the_commonest_ways_of_tagging_come_first() -> None:
    assert TAGGING.others == pytest.approx(np.array([[0.7, 0.0], [0.0, 0.7]]))
    assert TAGGING.common.tolist() == [0.75, 0.25]


def test_beforehand_lifts_are_as_tagged_and_one_on_average() -> None:
    rates = beforehand(TAGGING, EVEN)
    high = e ** (2.3 * 0.7)
    assert rates.lifts[0] == pytest.approx([2 * high / (high + 1), 2 / (high + 1)])
    assert rates.draws.tolist() == [DRAW] * 4


def test_offers_that_nobody_could_take_are_as_tagged_save_that_tags_may_be_wrong() -> None:
    nothing = np.zeros((4, 2))
    rates = likeliest(TAGGING, Seen(nothing, nothing, EVEN), beforehand(TAGGING, EVEN))
    high = 2 * e ** (2.3 * 0.7) / (e ** (2.3 * 0.7) + 1)
    assert (rates.right, rates.worth) == (pytest.approx(0.8), 2.3)
    assert rates.lifts[0, 0] == pytest.approx(0.95 * high + 0.05 * (2 - high))
    assert rates.lifts[3, 0] == pytest.approx(0.85 * (2 - high) + 0.15 * high)


def test_who_takes_an_offer_tells_that_it_was_tagged_wrongly() -> None:
    taken = np.array([[30.0, 0.0], [30.0, 0.0], [0.0, 30.0], [0.0, 30.0]])
    seen = Seen(taken, np.full((4, 2), 60.0), EVEN)
    rates = beforehand(TAGGING, EVEN)
    for _ in range(10):
        rates = likeliest(TAGGING, seen, rates)
    assert rates.lifts[2] == pytest.approx(rates.lifts[3], rel=0.05)
    assert rates.lifts[0, 0] > 4 * rates.lifts[0, 1]
    assert rates.right == pytest.approx((16 + 3) / 24, abs=0.03)
    assert rates.worth > 2.3


def test_what_a_fit_is_worth_is_learned_to_be_little_where_needs_tell_little() -> None:
    seen = Seen(np.full((4, 2), 30.0), np.full((4, 2), 60.0), EVEN)
    rates = beforehand(TAGGING, EVEN)
    for _ in range(10):
        rates = likeliest(TAGGING, seen, rates)
    assert rates.worth < 1.0
    assert rates.lifts == pytest.approx(np.ones((4, 2)), abs=0.25)


def test_lifts_and_draws_by_hand() -> None:
    """An untagged shelf: all that is learned is learned from takings."""
    shelf = Shelf.of(catalogue(offer("x"), offer("y"), jobs=(Job("a", ""), Job("b", ""))))
    seen = Seen(np.array([[8.0, 2.0], [0.0, 0.0]]), np.array([[10.0, 30.0], [20.0, 0.0]]), EVEN)
    before = Rates(np.full(2, 0.1), np.ones((2, 2)), 2.3, 0.8)
    rates = likeliest(Tagging.of(shelf), seen, before)
    among = np.array([10 + RARE / 2, 30 + RARE / 2]) / (40 + RARE)
    lifts = (DOUBT * among + [8, 2]) / (DOUBT + 10) / among
    assert rates.lifts[0] == pytest.approx(lifts)
    expected = np.array([lifts @ [10, 30], 20.0])
    usual = (10 + DRAW) / (expected.sum() + 1)
    assert rates.draws == pytest.approx((USUAL * usual + [10, 0]) / (USUAL + expected))

"""What offers serve, laid out for a shelf."""

import numpy as np
import pytest

from recommender.belief import TAGGED, Offer, Serving
from recommender.model.catalogue import Job, Persona
from recommender.model.shelf import Shelf
from tests.recommender.builders import catalogue, offer

SHELF = Shelf.of(
    catalogue(
        offer("known", ("it", "buy")),
        offer("fresh", ("it", "buy"), ("finance", "buy")),
        offer("untagged"),
        personas=(Persona("it", "", ""), Persona("finance", "", "")),
        jobs=(Job("buy", ""),),
    )
)
SERVING = Serving(
    needs=(("finance", "buy"), ("gone", "buy"), ("it", "buy")),
    worth=0.5,
    offers=(Offer("known", -0.25, ((0, 1.5), (1, 2.0))), Offer("gone", 1.0, ((2, 1.0),))),
)


def test_without_learning_it_is_as_editors_tagged_it() -> None:
    laid = TAGGED.on(SHELF)
    assert laid.fits is SHELF.fits
    assert laid.served is SHELF.served
    assert laid.odds.tolist() == [0.0, 0.0, 0.0]


def test_what_was_learned_takes_the_place_of_tags_and_other_tags_are_worth_more_or_less() -> None:
    laid = SERVING.on(SHELF)
    assert laid.fits.tolist() == [[0.0, 1.5], [0.5, 0.5], [0.0, 0.0]]
    assert laid.odds.tolist() == [-0.25, 0.0, 0.0]
    assert np.array_equal(laid.served.needs, [1, 0, 1])
    assert laid.served.fits == pytest.approx([1.5, 0.5, 0.5])


def test_it_is_laid_out_once_and_the_same_from_json() -> None:
    assert SERVING.on(SHELF) is SERVING.on(SHELF)
    again = Serving.read(SERVING.facts())
    assert (again, hash(again)) == (SERVING, hash(SERVING))
    assert again != TAGGED
